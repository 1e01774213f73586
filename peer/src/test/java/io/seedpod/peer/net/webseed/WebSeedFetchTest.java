package io.seedpod.peer.net.webseed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.webseed.WebSeedPolicy;
import io.seedpod.peer.buffer.BufferGrant;
import io.seedpod.peer.buffer.PieceBuffer;
import io.seedpod.peer.buffer.PieceBufferPool;
import io.seedpod.peer.engine.talk.TorrentEffect.AskWebSeed;
import io.seedpod.peer.engine.talk.TorrentEvent;
import io.seedpod.peer.engine.webseed.SeedTrouble;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ranges of files into pieces; servers that lie, drip, babble and break off.
class WebSeedFetchTest {
    private static final int PIECE = 64 << 10;
    private static final int SEED = Integer.MIN_VALUE;

    private final Vertx vertx = Vertx.vertx();
    private final PieceBufferPool pool = new PieceBufferPool(16 << 20);
    private final BufferGrant grant = pool.join(PIECE, () -> {});
    private final Map<Integer, PieceBuffer> buffers = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<TorrentEvent> events = new LinkedBlockingQueue<>();
    private final byte[] content = new byte[5 * PIECE + 1000];
    private final ContextInternal context = ((VertxInternal) vertx).createEventLoopContext();
    private @Nullable WebSeedFetch fetch;

    WebSeedFetchTest() {
        new Random(7).nextBytes(content);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static InfoDict build(InfoDictBuilder builder) throws MetainfoException {
        builder.pieceLength(PIECE);
        return builder.build(new byte[20 * builder.layout().pieceCount()]);
    }

    private InfoDict single() throws MetainfoException {
        return build(InfoDictBuilder.singleFile("a b.bin", content.length, false));
    }

    private void ask(InfoDict info, String url, int piece, int begin, int length) {
        ask(info, url, piece, begin, length, WebSeedPolicy.ANY);
    }

    private void ask(
            InfoDict info, String url, int piece, int begin, int length, WebSeedPolicy policy) {
        var layout = info.layout();
        long end = layout.pieceOffset(piece) + begin + length;
        for (int i = piece; i <= layout.pieceIndexAt(end - 1); i++) {
            buffers.computeIfAbsent(i, it -> grant.open(it, layout.pieceLength(it)));
        }
        fetch =
                new WebSeedFetch(
                        new WebSeedClient(vertx, policy),
                        context,
                        new AskWebSeed(SEED, 3, url, piece, begin, length),
                        info,
                        buffers::get,
                        events::add);
        fetch.start();
    }

    private void askAll(InfoDict info, String url) {
        ask(info, url, 0, 0, content.length);
    }

    private TorrentEvent next() throws InterruptedException {
        var event = events.poll(30, TimeUnit.SECONDS);
        assertTrue(event != null, "nothing more was told");
        return event;
    }

    /// All blocks, then done; every piece is sealed and holds what it should.
    private void requireAll(InfoDict info) throws InterruptedException {
        var event = next();
        long expected = 0;
        while (event instanceof TorrentEvent.BlockReceived(int from, int piece, int begin, int n)) {
            assertEquals(SEED, from);
            assertEquals(expected, info.layout().pieceOffset(piece) + begin, "in order");
            expected += n;
            event = next();
        }
        assertEquals(new TorrentEvent.WebSeedDone(SEED, 3), event);
        assertEquals(content.length, expected);
        for (var buffer : buffers.values()) {
            var bytes = new byte[buffer.length()];
            buffer.content().get(bytes);
            int from = buffer.pieceIndex() * PIECE;
            assertArrayEquals(Arrays.copyOfRange(content, from, from + bytes.length), bytes);
        }
    }

    private TorrentEvent.WebSeedFailed failure() throws InterruptedException {
        var event = next();
        while (event instanceof TorrentEvent.BlockReceived) {
            event = next();
        }
        var failed = assertInstanceOf(TorrentEvent.WebSeedFailed.class, event);
        assertEquals(3, failed.request());
        return failed;
    }

    private boolean give(RawHttpServer.Request request, OutputStream out) throws IOException {
        RawHttpServer.part(out, content, request.first(), request.last());
        return true;
    }

    @Test
    void oneFileComesInOneRequest() throws Exception {
        try (var server = new RawHttpServer(this::give)) {
            var info = single();
            askAll(info, server.url("/pub/"));
            requireAll(info);
            var request = server.requests.remove();
            assertEquals("/pub/a%20b.bin", request.target());
            assertTrue(server.requests.isEmpty());
            assertTrue(
                    request.head().stream()
                            .noneMatch(line -> line.matches("(?i)(cookie|authorization):.*")));
        }
    }

    @Test
    void aRunMayBeginAndEndInsidePieces() throws Exception {
        try (var server = new RawHttpServer(this::give)) {
            ask(single(), server.url("/x"), 1, 16_384, PIECE);
            assertEquals(new TorrentEvent.BlockReceived(SEED, 1, 16_384, 49_152), whole(49_152));
            assertEquals(new TorrentEvent.BlockReceived(SEED, 2, 0, 16_384), whole(16_384));
            assertEquals(new TorrentEvent.WebSeedDone(SEED, 3), next());
            assertEquals(PIECE + 16_384, server.requests.remove().first());
        }
    }

    /// Reports of one piece put together.
    private TorrentEvent whole(int length) throws InterruptedException {
        var first = assertInstanceOf(TorrentEvent.BlockReceived.class, next());
        int sum = first.length();
        while (sum < length) {
            sum += assertInstanceOf(TorrentEvent.BlockReceived.class, next()).length();
        }
        return new TorrentEvent.BlockReceived(
                first.connection(), first.pieceIndex(), first.begin(), sum);
    }

    @Test
    void filesMeetInsidePieces() throws Exception {
        var info =
                build(
                        InfoDictBuilder.folder("t ü")
                                .file(List.of("a"), 10, false)
                                .file(List.of("d", "b#1"), 2 * PIECE + 7, false)
                                .file(List.of("d", "none"), 0, false)
                                .file(List.of("z"), content.length - 2 * PIECE - 17, false));
        try (var server =
                new RawHttpServer(
                        (request, out) -> {
                            var file =
                                    info.files().stream()
                                            .filter(
                                                    it ->
                                                            request.target()
                                                                    .equals(
                                                                            "/t%20%C3%BC/"
                                                                                    + it.pathText()
                                                                                            .replace(
                                                                                                    "#",
                                                                                                    "%23")))
                                            .findFirst()
                                            .orElseThrow();
                            var bytes =
                                    Arrays.copyOfRange(
                                            content, (int) file.offset(), (int) file.end());
                            RawHttpServer.part(out, bytes, request.first(), request.last());
                            return true;
                        })) {
            askAll(info, server.url("/"));
            requireAll(info);
            assertEquals(3, server.requests.size());
        }
    }

    /// Of a hybrid torrent's second file; padding lies at no server.
    @Test
    void paddingIsNotAskedFor() throws Exception {
        var builder =
                InfoDictBuilder.folder("t")
                        .file(List.of("a"), 100, false)
                        .file(List.of("b"), PIECE, false)
                        .pieceLength(PIECE)
                        .hybrid(true);
        var zero = io.seedpod.model.id.Sha256Hash.ZERO;
        var info = builder.build(new byte[20 * builder.layout().pieceCount()], List.of(zero, zero));
        assertTrue(info.files().stream().anyMatch(file -> file.pad()));
        try (var server =
                new RawHttpServer(
                        (request, out) -> {
                            var bytes = new byte[request.target().endsWith("/a") ? 100 : PIECE];
                            Arrays.fill(bytes, (byte) 1);
                            RawHttpServer.part(out, bytes, request.first(), request.last());
                            return true;
                        })) {
            ask(info, server.url("/"), 0, 0, 2 * PIECE);
            while (!(next() instanceof TorrentEvent.WebSeedDone)) {}
            assertEquals(
                    List.of("/t/a", "/t/b"),
                    server.requests.stream().map(RawHttpServer.Request::target).toList());
            var first = buffers.get(0).content();
            assertEquals(1, first.get(99));
            assertEquals(0, first.get(100));
            assertEquals(0, first.get(PIECE - 1));
        }
    }

    @Test
    void redirectsAreFollowed() throws Exception {
        try (var target = new RawHttpServer(this::give);
                var server =
                        new RawHttpServer(
                                (request, out) -> {
                                    var to =
                                            request.target().equals("/0")
                                                    ? "1"
                                                    : target.url("/moved");
                                    RawHttpServer.text(
                                            out,
                                            "HTTP/1.1 302 Found\r\nLocation: "
                                                    + to
                                                    + "\r\nContent-Length: 2\r\n\r\nno");
                                    return true;
                                })) {
            var info = single();
            askAll(info, server.url("/0"));
            requireAll(info);
            assertEquals("/moved", target.requests.remove().target());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/again", "", "ftp://h/x", "http://u:p@h/"})
    void redirectsThatLeadNowhereAreAWrongAnswer(String to) throws Exception {
        try (var server =
                new RawHttpServer(
                        (_, out) -> {
                            RawHttpServer.text(
                                    out,
                                    "HTTP/1.1 302 Found\r\nLocation: "
                                            + to
                                            + "\r\nContent-Length: 0\r\n\r\n");
                            return true;
                        })) {
            askAll(single(), server.url("/x"));
            assertEquals(SeedTrouble.WRONG_ANSWER, failure().trouble());
            assertTrue(server.requests.size() <= 6, server.requests.size() + " requests");
        }
    }

    @Test
    void aServerWithoutRangesWillDoForTheBeginning() throws Exception {
        try (var server = new RawHttpServer((_, out) -> whole(out, content))) {
            ask(single(), server.url("/x"), 2, 0, PIECE);
            while (!(next() instanceof TorrentEvent.WebSeedDone)) {}
            var bytes = new byte[PIECE];
            buffers.get(2).content().get(bytes);
            assertArrayEquals(Arrays.copyOfRange(content, 2 * PIECE, 3 * PIECE), bytes);
        }
    }

    private static boolean whole(OutputStream out, byte[] file) throws IOException {
        RawHttpServer.text(out, "HTTP/1.1 200 OK\r\nContent-Length: " + file.length + "\r\n\r\n");
        out.write(file);
        return true;
    }

    @Test
    void aServerWithoutRangesIsNoGoodForTheRest() throws Exception {
        var info = build(InfoDictBuilder.singleFile("x", 4L << 20, false));
        try (var server = new RawHttpServer((_, out) -> whole(out, new byte[4 << 20]))) {
            ask(info, server.url("/x"), 32, 0, PIECE);
            assertEquals(SeedTrouble.WRONG_ANSWER, failure().trouble());
        }
    }

    /// Head and trouble; every body is endless.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "206 x~Content-Range: bytes 16384-81919/328680|WRONG_ANSWER",
                "206 x~Content-Range: bytes 0-1/328680|WRONG_ANSWER",
                "206 x~Content-Range: bytes 0-328679/328681|WRONG_ANSWER",
                "206 x~Content-Range: nonsense|WRONG_ANSWER",
                "206 x|WRONG_ANSWER",
                "206 x~Content-Range: bytes 0-328679/328680~Content-Length: 999999|WRONG_ANSWER",
                "206 x~Content-Range: bytes 0-328679/328680~Content-Encoding: gzip|WRONG_ANSWER",
                "206 x~Content-Type: multipart/byteranges; boundary=b|WRONG_ANSWER",
                "200 x~Content-Length: 1|WRONG_ANSWER",
                "204 x|WRONG_ANSWER",
                "404 x|REFUSED",
                "403 x|REFUSED",
                "416 x|REFUSED",
                "408 x|UNREACHABLE",
                "500 x|UNREACHABLE",
                "502 x|UNREACHABLE",
                "429 x|BUSY",
                "503 x|BUSY"
            })
    void headsThatAreNotWhatWasAskedFor(String head, SeedTrouble trouble) throws Exception {
        try (var server =
                new RawHttpServer(
                        (_, out) -> {
                            RawHttpServer.text(
                                    out, "HTTP/1.1 " + head.replace("~", "\r\n") + "\r\n\r\n");
                            babble(out);
                            return false;
                        })) {
            askAll(single(), server.url("/x"));
            assertEquals(trouble, failure().trouble());
        }
    }

    private static void babble(OutputStream out) throws IOException {
        while (true) {
            out.write(new byte[8 << 10]);
        }
    }

    @Test
    void anEndlessBodyIsCutWhereWeHaveWhatWeAskedFor() throws Exception {
        try (var server =
                new RawHttpServer(
                        (_, out) -> {
                            RawHttpServer.text(
                                    out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                            while (true) {
                                RawHttpServer.text(out, "1000\r\n" + "y".repeat(4096) + "\r\n");
                            }
                        })) {
            ask(single(), server.url("/x"), 0, 0, PIECE);
            while (!(next() instanceof TorrentEvent.WebSeedDone)) {}
            assertEquals('y', buffers.get(0).content().get(PIECE - 1));
            assertNull(events.poll(300, TimeUnit.MILLISECONDS));
        }
    }

    @Test
    void moreThanAskedForIsAWrongAnswer() throws Exception {
        try (var server =
                new RawHttpServer(
                        (_, out) -> {
                            RawHttpServer.text(
                                    out,
                                    "HTTP/1.1 206 x\r\nContent-Range: bytes 0-65535/*\r\nTransfer-Encoding: chunked\r\n\r\n");
                            RawHttpServer.text(out, "18000\r\n" + "y".repeat(0x18000) + "\r\n");
                            return true;
                        })) {
            ask(single(), server.url("/x"), 0, 0, PIECE);
            var last = next();
            while (last instanceof TorrentEvent.BlockReceived) {
                last = next();
            }
            // The first bytes may come in a read of their own that ends just there.
            if (last instanceof TorrentEvent.WebSeedFailed failed) {
                assertEquals(SeedTrouble.WRONG_ANSWER, failed.trouble());
            } else {
                assertInstanceOf(TorrentEvent.WebSeedDone.class, last);
            }
        }
    }

    @Test
    void aBodyThatEndsEarlyIsBroken() throws Exception {
        try (var server =
                new RawHttpServer(
                        (request, out) -> {
                            RawHttpServer.text(
                                    out,
                                    "HTTP/1.1 206 x\r\nContent-Range: bytes %d-%d/*\r\nContent-Length: %d\r\n\r\n"
                                            .formatted(
                                                    request.first(),
                                                    request.last(),
                                                    request.last() + 1));
                            out.write(content, 0, 20_000);
                            return false;
                        })) {
            askAll(single(), server.url("/x"));
            assertEquals(new TorrentEvent.BlockReceived(SEED, 0, 0, 16_384), next());
            assertEquals(SeedTrouble.BROKEN, failure().trouble());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\0\1\2\3\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 2x6 \r\n\r\n"})
    void whatIsNotHttpIsBroken(String words) throws Exception {
        try (var server =
                new RawHttpServer(
                        (_, out) -> {
                            RawHttpServer.text(out, words);
                            return false;
                        })) {
            askAll(single(), server.url("/x"));
            assertEquals(SeedTrouble.BROKEN, failure().trouble());
        }
    }

    @Test
    void headersWithoutEndAreBroken() throws Exception {
        try (var server =
                new RawHttpServer(
                        (_, out) -> {
                            RawHttpServer.text(out, "HTTP/1.1 206 x\r\nX: ");
                            babble(out);
                            return false;
                        })) {
            askAll(single(), server.url("/x"));
            assertEquals(SeedTrouble.BROKEN, failure().trouble());
        }
    }

    @Test
    void aBusyServerSaysWhenToComeBack() throws Exception {
        try (var server =
                new RawHttpServer(
                        (_, out) -> {
                            RawHttpServer.text(
                                    out,
                                    "HTTP/1.1 503 x\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
                            return true;
                        })) {
            askAll(single(), server.url("/x"));
            assertEquals(TimeUnit.SECONDS.toNanos(7), failure().retryAfterNanos());
        }
    }

    @Test
    void nobodyThereIsUnreachable() throws Exception {
        // A port that was just closed may still take a connection; nobody listens at 1.
        askAll(single(), "http://127.0.0.1:1/x");
        assertEquals(SeedTrouble.UNREACHABLE, failure().trouble());
        askAll(single(), "http://no-such-host.invalid/");
        assertEquals(SeedTrouble.UNREACHABLE, failure().trouble());
    }

    @Test
    void withCareThisMachineIsNotAsked() throws Exception {
        try (var server = new RawHttpServer(this::give)) {
            ask(single(), server.url("/x"), 0, 0, PIECE, WebSeedPolicy.CAREFUL);
            assertEquals(SeedTrouble.FORBIDDEN, failure().trouble());
            assertTrue(server.requests.isEmpty());
        }
    }

    @Test
    void whoIsLeftSaysNothingMore() throws Exception {
        try (var server =
                new RawHttpServer(
                        (_, out) -> {
                            RawHttpServer.text(
                                    out,
                                    "HTTP/1.1 206 x\r\nContent-Range: bytes 0-328679/328680\r\nContent-Length: 328680\r\n\r\n");
                            out.write(content, 0, 20_000);
                            out.flush();
                            // Until the client breaks off.
                            babble(out);
                            return false;
                        })) {
            askAll(single(), server.url("/x"));
            assertInstanceOf(TorrentEvent.BlockReceived.class, next());
            var leaving = fetch;
            assertTrue(leaving != null);
            var left = new CountDownLatch(1);
            context.runOnContext(
                    _ -> {
                        leaving.end();
                        events.clear();
                        buffers.values().forEach(PieceBuffer::drop);
                        left.countDown();
                    });
            assertTrue(left.await(30, TimeUnit.SECONDS));
            assertNull(events.poll(300, TimeUnit.MILLISECONDS));
        }
    }
}
