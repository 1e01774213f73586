package io.seedpod.peer.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.peer.session.trouble.SessionException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PieceRunsTest {
    private static List<Integer> of(String text) {
        return IntStream.range(0, 10).filter(PieceRuns.parse(text)).boxed().toList();
    }

    @Test
    void runsAndSinglePieces() {
        assertEquals(List.of(0, 1, 2, 3, 7), of("0-3,7"));
        assertEquals(List.of(5), of("5"));
        assertEquals(List.of(8, 9), of("8-99999999"));
    }

    @Test
    void wordsForMany() {
        assertEquals(List.of(0, 2, 4, 6, 8), of("even"));
        assertEquals(List.of(1, 3, 5, 7, 9), of("odd"));
        assertEquals(10, of("all").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "3-1", "1,,2", "-1", "1-", "123456789"})
    void nonsenseIsRefused(String text) {
        assertThrows(SessionException.class, () -> PieceRuns.parse(text));
    }
}
