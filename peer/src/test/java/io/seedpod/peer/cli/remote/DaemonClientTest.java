package io.seedpod.peer.cli.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.peer.session.request.FetchManner;
import io.seedpod.peer.session.request.FetchRequest;
import io.seedpod.peer.session.request.Output;
import io.seedpod.peer.session.request.Source;
import io.seedpod.peer.session.request.TorrentOrder;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A daemon of another age, played by a server that gives one answer.
class DaemonClientTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final InfoHash HASH = InfoHash.parse("00".repeat(20)).orElseThrow();

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<String> asked = new AtomicReference<>("");

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private DaemonClient daemon(int status, String answer) {
        var server =
                vertx.createHttpServer()
                        .requestHandler(
                                request ->
                                        request.bodyHandler(
                                                body -> {
                                                    asked.set(body.toString());
                                                    request.response()
                                                            .setStatusCode(status)
                                                            .end(answer);
                                                }))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        return new DaemonClient(vertx, "http://127.0.0.1:" + server.actualPort());
    }

    private static SessionException refusal(Uni<?> answer) {
        return assertThrows(SessionException.class, () -> answer.await().atMost(SOON));
    }

    private static FetchRequest fetch(FetchManner manner) {
        return new FetchRequest(
                new Source.Hash(HASH), Output.ofDaemon(), OptionalLong.empty(), manner);
    }

    @Test
    void anOlderDaemonThatDoesNotKnowAFieldIsSaidToBeOlder() {
        var refusal =
                refusal(
                        daemon(
                                        400,
                                        """
                                        {"type":"urn:seedpod:usage","title":"usage","status":400,
                                        "detail":"JSON not understood: unknown field \\"held\\" (see /q/openapi)"}
                                        """)
                                .fetch(fetch(FetchManner.HELD)));
        assertEquals(Trouble.USAGE, refusal.trouble());
        var words = String.valueOf(refusal.getMessage());
        assertTrue(words.contains("is older than this program"), words);
        assertTrue(words.contains("unknown field \"held\""), words);
        assertTrue(asked.get().contains("\"held\":true"), asked.get());
    }

    @Test
    void anOlderDaemonThatDoesNotKnowAPathIsSaidToBeOlder() {
        var refusal =
                refusal(
                        daemon(
                                        404,
                                        """
                                        {"type":"about:blank","title":"Not Found","status":404,"detail":"HTTP 404"}
                                        """)
                                .order(HASH, TorrentOrder.of(TorrentOrder.Kind.HOLD)));
        var words = String.valueOf(refusal.getMessage());
        assertTrue(words.contains("is older than this program"), words);
    }

    @Test
    void otherRefusalsAreToldAsTheyAre() {
        var refusal =
                refusal(
                        daemon(
                                        404,
                                        """
                                        {"type":"urn:seedpod:unknown-name","title":"unknown name","status":404,
                                        "detail":"no torrent x"}
                                        """)
                                .order(HASH, TorrentOrder.of(TorrentOrder.Kind.HOLD)));
        assertEquals(Trouble.UNKNOWN_NAME, refusal.trouble());
        assertEquals("no torrent x", refusal.getMessage());
    }

    /// So that an older daemon does what it can.
    @Test
    void whatIsNotAskedForIsNotSaid() {
        refusal(daemon(404, "{}").fetch(fetch(FetchManner.USUAL)));
        for (var field : new String[] {"held", "pieces", "inOrder", "maxUp", "maxDown", "files"}) {
            assertFalse(asked.get().contains(field), asked.get());
        }
        assertTrue(asked.get().contains(HASH.hex()), asked.get());
    }
}
