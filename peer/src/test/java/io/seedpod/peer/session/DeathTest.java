package io.seedpod.peer.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.engine.talk.TorrentOptions;
import io.seedpod.peer.runtime.PeerRuntime;
import io.seedpod.peer.runtime.RuntimeOptions;
import io.seedpod.peer.runtime.content.StoragePlan;
import io.seedpod.peer.runtime.members.Announcer;
import io.seedpod.peer.runtime.torrent.TorrentPlan;
import io.seedpod.peer.session.entries.Home;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A loop or worker that meets a mistake of its own ends the process: nothing half dead goes on.
class DeathTest {
    private static final int SECONDS = 60;

    @ParameterizedTest
    @ValueSource(strings = {"home", "torrent", "worker"})
    void endsTheProcessWithANonZeroCode(String where) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var process =
                new ProcessBuilder(
                                java.toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Victim.class.getName(),
                                where)
                        .redirectErrorStream(true)
                        .start();
        try {
            assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "lives on");
            var said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertEquals(1, process.exitValue(), said);
            assertTrue(said.contains("internal error"), said);
        } finally {
            process.destroyForcibly();
        }
    }

    /// A program in which one thing goes wrong.
    static final class Victim {
        private static final Announcer QUIET = (_, _) -> Uni.createFrom().nothing();
        private static final StoragePlan NEVER =
                (_, _) -> {
                    throw mistake();
                };
        private static final Announcer MISTAKEN =
                (_, _) -> {
                    throw mistake();
                };

        private Victim() {}

        public static void main(String[] arguments) {
            var vertx = Vertx.vertx();
            switch (arguments[0]) {
                case "home" -> Home.of(vertx, Sessions::die).loop().execute(Victim::fail);
                case "torrent" -> run(vertx, MISTAKEN, Optional.empty());
                default -> run(vertx, QUIET, Optional.of(info()));
            }
        }

        private static void run(Vertx vertx, Announcer announcer, Optional<InfoDict> info) {
            PeerRuntime.open(
                            vertx,
                            RuntimeOptions.defaults().withListen("127.0.0.1", 0),
                            PeerId.ours(new Random(1)),
                            announcer,
                            Sessions::die)
                    .await()
                    .indefinitely()
                    .start(
                            new TorrentPlan(
                                    info.map(InfoDict::infoHash)
                                            .orElse(InfoHash.ofInfo(new byte[1])),
                                    info,
                                    List.of("udp://127.0.0.1:9"),
                                    List.of(),
                                    List.of(),
                                    NEVER,
                                    TorrentOptions.defaults()));
        }

        private static void fail() {
            throw mistake();
        }

        private static IllegalStateException mistake() {
            return new IllegalStateException("a mistake of ours");
        }

        private static InfoDict info() {
            try {
                return InfoDictBuilder.singleFile("x", 3, false).build(new byte[20]);
            } catch (MetainfoException e) {
                throw new AssertionError(e);
            }
        }
    }
}
