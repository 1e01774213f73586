package io.seedpod.peer.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "734003200, 734003200",
        "12B, 12",
        "1K, 1024",
        "1k, 1024",
        "700MiB, 734003200",
        "700 M, 734003200",
        "1GB, 1000000000",
        "1.5GB, 1500000000",
        "0.5KiB, 512",
        "1TiB, 1099511627776",
        "9223372036854775807, 9223372036854775807"
    })
    void readsSizesAsPeopleWriteThem(String text, long bytes) {
        assertEquals(Optional.of(bytes), ByteSize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "-1",
                "1.2.3",
                "1XB",
                "10 MiB/s",
                "9223372036854775808",
                "9E",
                "1e9"
            })
    void refusesWhatIsNoSize(String text) {
        assertTrue(ByteSize.parse(text).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 0.98 KiB",
        "1024, 1.00 KiB",
        "10240, 10.0 KiB",
        "104857600, 100 MiB",
        "1073741823, 1.00 GiB",
        "1073741824, 1.00 GiB",
        "9223372036854775807, 8.00 EiB",
        "-1, ?"
    })
    void writesThreeFigures(long bytes, String text) {
        assertEquals(text, ByteSize.format(bytes));
    }

    @Test
    void isNeverWiderThanItsColumn() {
        for (var bytes = 1L; bytes > 0; bytes = bytes * 3 + 1) {
            assertTrue(ByteSize.format(bytes).length() <= 8, ByteSize.format(bytes));
        }
    }

    @Test
    void aRateIsNeverNegative() {
        assertEquals("0 B/s", ByteSize.formatRate(-5));
        assertEquals("1.50 MiB/s", ByteSize.formatRate(3 << 19));
    }
}
