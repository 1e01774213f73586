package io.seedpod.peer.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.cli.text.ProgressLine.Figures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressLineTest {
    private static final long MIB = 1 << 20;

    private static Figures half(String name) {
        return new Figures(name, "downloading", 50 * MIB, 100 * MIB, 10 * MIB, 2 * MIB, 3, 5);
    }

    @Test
    void aWideTerminalShowsEverything() {
        assertEquals(
                "model.bin  [=============>              ]   50%  10.0 MiB/s  3 peers  eta 5s"
                        + "  50.0 MiB of 100 MiB  up 2.00 MiB/s",
                ProgressLine.forTerminal(half("model.bin"), 120));
    }

    @Test
    void aPipeGetsWordsAndNoBar() {
        assertEquals(
                "model.bin  50%  50.0 MiB of 100 MiB  down 10.0 MiB/s  up 2.00 MiB/s  3 peers  eta 5s",
                ProgressLine.plain(half("model.bin")));
    }

    @Test
    void isNeverWiderThanTheTerminal() {
        for (var name :
                new String[] {
                    "a",
                    "model.bin",
                    "a-name-that-is-very-long-indeed-".repeat(8),
                    "日本語😀".repeat(8)
                }) {
            for (var columns = 1; columns < 200; columns++) {
                var line = ProgressLine.forTerminal(half(name), columns);
                assertTrue(Words.width(line) <= columns, columns + ": " + line);
            }
        }
    }

    @Test
    void showsPercentAndRateEvenWhenNarrow() {
        var line = ProgressLine.forTerminal(half("a-name-that-is-long"), 44);
        assertTrue(line.contains("50%") && line.contains("10.0 MiB/s"), line);
    }

    @Test
    void saysWhatItWaitsForWhileTheSizeIsUnknown() {
        var figures = new Figures("3b24", "asking peers for the description", 0, -1, 0, 0, 1, -1);
        assertEquals(
                "3b24  asking peers for the description, 1 peer",
                ProgressLine.forTerminal(figures, 100));
    }

    @Test
    void isNotAtHundredPercentBeforeTheLastByte() {
        var almost = new Figures("a", "downloading", 999_999, 1_000_000, 0, 0, 0, -1);
        assertTrue(ProgressLine.plain(almost).contains("99%"));
        assertTrue(ProgressLine.forTerminal(almost, 100).contains("> ]"));
    }

    @Test
    void nothingAtAllIsComplete() {
        var empty = new Figures("empty", "downloading", 0, 0, 0, 0, 0, 0);
        assertEquals(
                "empty  100%  0 B of 0 B  down 0 B/s  up 0 B/s  0 peers  eta 0s",
                ProgressLine.plain(empty));
    }

    @ParameterizedTest
    @CsvSource({"0, [          ]", "0.1, [>         ]", "0.5, [====>     ]", "1, [==========]"})
    void theBarFillsFromLeftToRight(double share, String bar) {
        assertEquals(bar, ProgressLine.bar(share, 12));
    }
}
