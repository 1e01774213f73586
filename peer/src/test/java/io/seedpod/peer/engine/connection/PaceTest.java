package io.seedpod.peer.engine.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final int MIB = 1 << 20;

    private final Pace pace = new Pace(16 * MIB);

    /// A peer that sends at a steady rate, always asked for as much as the pace says.
    private void run(double rateBytesPerSecond, double rttSeconds) {
        pace.answersAtOnce();
        long now = -5 * SECOND;
        pace.asked(true, now);
        double inPipe = 0;
        for (int step = 0; step < 2000; step++) {
            int run = pace.runLength(MIB);
            double depth = Math.max(run, pace.depthBytes());
            double effective =
                    Math.min(rateBytesPerSecond, depth / (rttSeconds + run / rateBytesPerSecond));
            long took = (long) (run / effective * SECOND);
            inPipe += run;
            now += took;
            long sent = now - (long) ((rttSeconds + depth / rateBytesPerSecond) * SECOND);
            pace.answered(run, sent, now);
        }
        assertTrue(inPipe > 0);
    }

    /// Whoever answers at once soon shows how fast it is, and what it was asked for before is what
    /// nobody else is asked for.
    @Test
    void littleIsAskedOfAPeerOfOursBeforeItsRateIsKnown() {
        assertEquals(MIB, pace.depthBytes());
        pace.answersAtOnce();
        assertEquals(MIB / 4, pace.depthBytes());
    }

    @ParameterizedTest(name = "{0} MB/s over {1} ms")
    @CsvSource({"1000, 0.2", "100, 1", "10, 1", "10, 100", "1, 20", "0.05, 1"})
    void theDepthFillsThePipeAndLittleMore(double megabytes, double rttMillis) {
        double rate = megabytes * 1e6;
        run(rate, rttMillis / 1000);
        assertEquals(rate, pace.rateBytesPerSecond(), 0.1 * rate);
        double pipe = Math.min(16 * MIB, rate * rttMillis / 1000);
        assertTrue(pace.depthBytes() >= pipe, "fills the pipe");
        assertTrue(
                pace.depthBytes() <= Math.max(128 << 10, 0.5 * rate + pipe),
                "half a second ahead at most: " + pace.depthBytes());
    }

    /// As Transmission answers: all that it was asked for by then, as far as the line carries it.
    @ParameterizedTest(name = "every {0} ms")
    @CsvSource({"250", "500", "1000"})
    void aPeerThatAnswersInPulsesIsAskedForAllItsLineCarries(int pulseMillis) {
        double line = 5e6 * pulseMillis / 1000;
        long now = 0;
        for (int pulse = 0; pulse < 30; pulse++) {
            pace.asked(true, now);
            int bytes = (int) Math.min(line, pace.depthBytes());
            long sent = now;
            now += pulseMillis * MILLISECOND;
            pace.answered(bytes, sent, now);
        }
        assertEquals(5e6, pace.rateBytesPerSecond(), 1e5);
    }

    @ParameterizedTest(name = "{0} MB/s: at most {1} KiB")
    @CsvSource({"1000, 1024", "10, 1024", "1, 244", "0.1, 32", "0.01, 32"})
    void aRunTakesAQuarterSecondAtMostAndIsWholeBlocks(double megabytes, int mostKibibytes) {
        run(megabytes * 1e6, 0.001);
        int run = pace.runLength(MIB);
        assertEquals(0, run % (16 << 10));
        assertTrue(run >= 16 << 10 && run <= mostKibibytes << 10, run + " bytes");
        assertEquals(16 << 10, pace.runLength(16 << 10), "as agreed with the peer");
    }

    @Test
    void beginsDeepEnoughForAFastNetwork() {
        assertEquals(MIB, pace.depthBytes());
        assertEquals(256 << 10, pace.runLength(MIB));
        assertEquals(MIB / 4, new Pace(MIB / 4).depthBytes());
    }

    @Test
    void patienceIsMeasured() {
        pace.asked(true, 0);
        assertEquals(3 * SECOND, pace.patienceEndsNanos(), "nothing known yet");
        pace.answered(16384, 0, 10 * MILLISECOND);
        assertEquals(2 * SECOND + 10 * MILLISECOND, pace.patienceEndsNanos());
        for (int i = 1; i < 100; i++) {
            pace.answered(16384, i * SECOND - SECOND, i * SECOND);
        }
        long patience = pace.patienceEndsNanos() - 99 * SECOND;
        assertTrue(patience > 3 * SECOND && patience <= 4 * SECOND, patience + " ns");
    }

    @Test
    void aSnubbedPeerIsAskedForOneBlockUntilItSends() {
        pace.snub();
        assertTrue(pace.snubbed());
        assertEquals(16 << 10, pace.depthBytes());
        pace.answered(16384, 0, 1);
        assertFalse(pace.snubbed());
    }

    @Test
    void waitingForWorkDoesNotLowerTheRate() {
        run(10e6, 0.001);
        double before = pace.rateBytesPerSecond();
        long later = 100_000 * SECOND;
        pace.asked(true, later);
        pace.answered(1_000_000, later, later + 100 * MILLISECOND);
        assertEquals(before, pace.rateBytesPerSecond(), 0.1 * before);
    }
}
