package io.seedpod.tracker.frontend.rest.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.catalogue.Publisher;
import io.seedpod.tracker.frontend.rest.ProblemException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
    private static final CatalogueEntry ENTRY =
            new CatalogueEntry(
                    new CatalogueName("a"),
                    "",
                    new InfoHash(1, 2, 3),
                    1,
                    1,
                    Optional.empty(),
                    255,
                    Publisher.UNKNOWN);
    private static final String TAG = "\"" + new InfoHash(1, 2, 3).hex() + "-ff\"";

    private static boolean holds(String ifMatch, Optional<CatalogueEntry> entry) {
        return Tags.condition(ifMatch, null).holds(entry);
    }

    @Test
    void aTagTellsInfohashAndClock() {
        assertEquals(TAG, Tags.header(ENTRY));
    }

    @Test
    void ifMatchHoldsForOneOfItsTags() {
        var there = Optional.of(ENTRY);
        assertTrue(holds(TAG, there));
        assertTrue(holds("\"x\" , " + TAG, there));
        assertTrue(holds("*", there));
        assertFalse(holds("\"x\"", there));
        assertFalse(holds("\"*\"", there));
        assertFalse(holds("W/" + TAG, there), "a weak tag never matches strongly");
        assertFalse(holds("*", Optional.empty()));
        assertFalse(holds(TAG, Optional.empty()));
    }

    @Test
    void ifNoneMatchHoldsForNoneOfItsTags() {
        var there = Optional.of(ENTRY);
        assertFalse(Tags.condition(null, TAG).holds(there));
        assertFalse(Tags.condition(null, "W/" + TAG).holds(there));
        assertFalse(Tags.condition(null, "*").holds(there));
        assertTrue(Tags.condition(null, "\"x\"").holds(there));
        assertTrue(Tags.condition(null, "*").holds(Optional.empty()));
        assertEquals(Condition.NONE, Tags.condition(null, null));
    }

    @Test
    void tagsMayHaveCommas() {
        assertEquals(Set.of("a,b", "c"), Tags.condition("\"a,b\",\"c\"", null).match());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "\"x", "\"x\",", "\"x\" \"y\"", "*,\"x\"", "W/", "w/\"x\""})
    void whatIsNoListOfTagsIsAProblem(String header) {
        assertThrows(ProblemException.class, () -> Tags.condition(header, null));
    }
}
