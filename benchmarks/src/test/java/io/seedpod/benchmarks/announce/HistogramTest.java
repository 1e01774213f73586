package io.seedpod.benchmarks.announce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {
    @Test
    void aTimeIsToldToWithinAThirtySecondPart() {
        for (long nanos = 1; nanos < 100_000_000_000L; nanos = nanos * 9 / 8 + 1) {
            var histogram = new Histogram();
            histogram.add(nanos);
            double told = histogram.micros(1) * 1e3;
            assertTrue(told >= nanos && told <= nanos * 33 / 32.0 + 1, nanos + " told as " + told);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.99, 0.999, 1})
    void sharesAreThoseOfTheSortedTimes(double share) {
        var random = new Random(7);
        var nanos = new long[10_001];
        var histogram = new Histogram();
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] = (long) Math.exp(random.nextDouble() * 18);
            histogram.add(nanos[i]);
        }
        Arrays.sort(nanos);
        double exact = nanos[(int) Math.ceil(share * nanos.length) - 1];
        double told = histogram.micros(share) * 1e3;
        assertTrue(told >= exact && told <= exact * 33 / 32 + 1, exact + " told as " + told);
    }

    @Test
    void whatIsWrittenIsRead() {
        var random = new Random(3);
        var histogram = new Histogram();
        for (int i = 0; i < 5_000; i++) {
            histogram.add((long) Math.exp(random.nextDouble() * 24));
        }
        var read = Histogram.parse(histogram.text());
        assertEquals(histogram.text(), read.text());
        assertEquals(histogram.total(), read.total());
    }
}
