package io.seedpod.peer.net.webseed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.seedpod.model.metainfo.FileEntry;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What heads of answers mean; whole answers: [WebSeedFetchTest].
class AnswerHeadTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final FileSlice WANTED =
            new FileSlice(
                    new FileEntry(List.of("f"), 1000, 0, false, false, false, Optional.empty()),
                    100,
                    50);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|7",
                "0|0",
                "Sat, 21 Nov 2026 10:00:30 GMT|30",
                "Sat, 21 Nov 2026 09:00:00 GMT|0",
                "Tue, 31 Dec 2999 23:59:59 GMT|86400",
                "soon|0",
                "-5|0",
                "99999999999999999999|0"
            })
    void busyServersSaySecondsOrADate(String said, long seconds) {
        var headers = MultiMap.caseInsensitiveMultiMap().add("Retry-After", said);
        var head =
                assertInstanceOf(
                        AnswerHead.Failure.class, AnswerHead.of(503, headers, WANTED, NOW));
        assertEquals(TimeUnit.SECONDS.toNanos(seconds), head.failure().retryAfterNanos());
    }

    @Test
    void theRangeAskedForIsTaken() {
        var headers = MultiMap.caseInsensitiveMultiMap().add("Content-Range", "bytes 100-149/1000");
        assertEquals(new AnswerHead.Body(0, false), AnswerHead.of(206, headers, WANTED, NOW));
        headers.add("Content-Length", "50");
        assertEquals(new AnswerHead.Body(0, true), AnswerHead.of(206, headers, WANTED, NOW));
    }

    @Test
    void ofAWholeFileTheBeginningIsSkipped() {
        var headers = MultiMap.caseInsensitiveMultiMap().add("Content-Length", "1000");
        assertEquals(new AnswerHead.Body(100, false), AnswerHead.of(200, headers, WANTED, NOW));
    }
}
