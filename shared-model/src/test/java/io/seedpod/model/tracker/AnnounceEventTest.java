package io.seedpod.model.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Events have a number in BEP 15 and a word in BEP 3.
class AnnounceEventTest {
    @ParameterizedTest
    @EnumSource
    void numbersAndWordsLeadBack(AnnounceEvent event) {
        assertEquals(event, AnnounceEvent.ofNumber(event.number()));
        assertEquals(event, AnnounceEvent.ofWord(event.word()));
    }

    @ParameterizedTest
    @CsvSource({
        "0, '', NONE",
        "1, completed, COMPLETED",
        "2, started, STARTED",
        "4, paused, PAUSED"
    })
    void numbersAndWordsAreTheBeps(int number, String word, AnnounceEvent event) {
        assertEquals(number, event.number());
        assertEquals(word, event.word());
        assertEquals(AnnounceEvent.NONE, AnnounceEvent.ofWord("resting"));
        assertEquals(AnnounceEvent.NONE, AnnounceEvent.ofNumber(-1));
    }
}
