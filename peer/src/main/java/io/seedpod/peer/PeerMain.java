package io.seedpod.peer;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.seedpod.peer.cli.PeerApplication;
import io.seedpod.peer.cli.PeerCommand;
import io.seedpod.peer.cli.Platform;
import io.seedpod.peer.cli.task.EarlyEnd;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.rehearsal.Rehearsal;
import java.security.Security;
import org.graalvm.nativeimage.ImageInfo;
import picocli.CommandLine;

/// Starts the peer: no more of the platform than the command needs.
///
/// Help, usage errors and commands that only look at files never start it, so they answer at once.
/// One-shot commands start event loops and open no HTTP port. Only a command that serves opens the
/// API and the management port.
@QuarkusMain
public final class PeerMain {
    private PeerMain() {}

    public static void main(String... arguments) {
        var line = PeerCommand.commandLine(CommandLine.defaultFactory(), arguments);
        var need = PeerCommand.need(line, arguments);
        if (need == Need.NOTHING) {
            System.exit(line.execute(arguments));
        }
        var refused = Platform.configure(line, arguments);
        if (refused.isPresent()) {
            System.exit(refused.get().code());
        }
        EarlyEnd.onSignal();
        if (need != Need.NETWORK) {
            rehearse();
        }
        // Trackers move, and are looked for every 30 s: no address is to be believed for longer.
        Security.setProperty("networkaddress.cache.ttl", "5");
        Quarkus.run(PeerApplication.class, arguments);
    }

    /// Beside the start, on a JVM.
    private static void rehearse() {
        if (!ImageInfo.inImageCode()) {
            Thread.ofPlatform().name("seedpod-rehearsal").daemon().start(Rehearsal::run);
        }
    }
}
