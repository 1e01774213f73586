package io.seedpod.peer.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({
        "90, 90",
        "90s, 90",
        "10m, 600",
        "1h30m, 5400",
        "2d, 172800",
        "1d2h3m4s, 93784",
        "0, 0"
    })
    void readsTimesAsPeopleWriteThem(String text, long seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), TimeSpan.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "10x", "-1", "1.5m", "30m1h", "999999999999s"})
    void refusesWhatIsNoTime(String text) {
        assertTrue(TimeSpan.parse(text).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "-1, ?",
        "0, 0s",
        "59, 59s",
        "60, 1m 00s",
        "200, 3m 20s",
        "3599, 59m 59s",
        "3900, 1h 05m",
        "90000, 1d 01h",
        "86400000, ?"
    })
    void writesTheTwoLargestUnits(long seconds, String text) {
        assertEquals(text, TimeSpan.format(seconds));
    }
}
