package io.seedpod.peer.cli.shell.word;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.shell.console.Console;
import io.seedpod.peer.cli.shell.console.PlainConsole;
import io.seedpod.peer.session.offline.Pieces;
import java.nio.file.Path;
import java.util.Optional;

/// What one-shot commands tell in the words of the shell.
public final class Told {
    private Told() {}

    private static Console on(Screen screen) {
        return PlainConsole.ofProcess(screen, false);
    }

    public static void split(Screen screen, Pieces.Split split, Path folder) {
        ChunkWords.tellSplit(on(screen), split, folder);
    }

    public static void merged(Screen screen, int files, Path target) {
        ChunkWords.tellMerged(on(screen), files, target);
    }

    /// Measures, and tells.
    public static void ping(
            Screen screen, String host, String portText, Optional<InfoHash> torrent) {
        var port = Addresses.port(portText);
        SwarmWords.show(on(screen), host, port, Ping.measure(host, port, torrent));
    }
}
