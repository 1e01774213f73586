package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.webseed.WebSeedPolicy;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import io.seedpod.peer.engine.webseed.WebSeed.State;
import io.seedpod.peer.net.webseed.RawHttpServer;
import io.seedpod.peer.runtime.torrent.TorrentPlan;
import io.seedpod.peer.storage.Progress;
import io.seedpod.peer.storage.create.CreateOptions;
import io.seedpod.peer.storage.create.TorrentCreator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A torrent of which nobody has anything but web servers, on real sockets and a real disk.
class WebSeedTransferTest {
    private static final int LENGTH = 3_000_000;

    @TempDir Path folder;

    private byte[] random(int seed) {
        var bytes = new byte[LENGTH];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void theLiarIsDroppedAndTheOtherBringsAllOfIt() throws Exception {
        byte[] content = random(1);
        var info = describe(content);
        try (var liar = server(random(2));
                var honest = server(content);
                var peer =
                        new TestPeer(
                                RuntimeOptions.defaults()
                                        .withWire(
                                                RuntimeOptions.defaults()
                                                        .wire()
                                                        .withWebSeeds(WebSeedPolicy.ANY)))) {
            var target = Files.createDirectory(folder.resolve("target"));
            var torrent =
                    peer.runtime()
                            .start(
                                    new TorrentPlan(
                                                    info.infoHash(),
                                                    Optional.of(info),
                                                    List.of(),
                                                    List.of(),
                                                    List.of(),
                                                    peer.fetching(target),
                                                    TorrentOptions.defaults())
                                            .withWebSeeds(
                                                    List.of(liar.url("/x"), honest.url("/x"))));
            torrent.completed().await().atMost(TestPeer.PATIENCE);
            assertEquals(-1, Files.mismatch(target.resolve("c.bin"), folder.resolve("c.bin")));
            var seeds = torrent.look().await().atMost(TestPeer.PATIENCE).webSeeds();
            assertEquals(State.DROPPED, seeds.getFirst().state());
            assertEquals(SeedTrouble.WRONG_CONTENT, seeds.getFirst().trouble().orElseThrow());
            assertTrue(seeds.getLast().downloaded() >= LENGTH, seeds::toString);
        }
    }

    private static RawHttpServer server(byte[] file) throws IOException {
        return new RawHttpServer(
                (request, out) -> {
                    RawHttpServer.part(out, file, request.first(), request.last());
                    return true;
                });
    }

    private InfoDict describe(byte[] content) throws Exception {
        var file = Files.write(folder.resolve("c.bin"), content);
        return TorrentCreator.create(
                        file, new CreateOptions(Optional.empty(), 65_536, false, 0), Progress.NONE)
                .info();
    }
}
