package io.seedpod.tracker.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.catalogue.journal.JournalCatalogue;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may change names.
class CatalogueTest {
    private static final CatalogueName NAME = new CatalogueName("a");
    private static final Publication PUBLICATION =
            new Publication(
                    NAME,
                    new InfoHash(1, 2, 3),
                    1,
                    1,
                    Optional.empty(),
                    Publication.Terms.now(false));

    @TempDir Path folder;
    private CatalogueStore store;

    @BeforeEach
    void open() throws Exception {
        store = JournalCatalogue.open(folder, new JournalCatalogue.Limits(9, 9), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void withoutATokenEverybodyMayChangeNames() {
        var catalogue = new Catalogue(store, Optional.empty());
        assertTrue(catalogue.mayChange(""));
        assertTrue(catalogue.mayChange("anything"));
        assertInstanceOf(
                PublishOutcome.Accepted.class,
                CatalogueStoreContract.await(catalogue.publish(PUBLICATION, "")));
        assertEquals(1, catalogue.size());
    }

    @Test
    void withATokenOnlyItsHoldersMayChangeNamesAndEverybodyMayLookThemUp() {
        var catalogue = new Catalogue(store, Optional.of("s3cret"));
        for (String wrong : new String[] {"", "s3cre", "s3cret ", "S3cret"}) {
            assertFalse(catalogue.mayChange(wrong));
            var refused =
                    assertInstanceOf(
                            PublishOutcome.Refused.class,
                            CatalogueStoreContract.await(catalogue.publish(PUBLICATION, wrong)));
            assertEquals(Refusal.TOKEN, refused.why());
            assertFalse(refused.detail().contains("s3cret"));
        }
        assertInstanceOf(
                PublishOutcome.Accepted.class,
                CatalogueStoreContract.await(catalogue.publish(PUBLICATION, "s3cret")));
        assertInstanceOf(
                DeleteOutcome.Refused.class,
                CatalogueStoreContract.await(catalogue.delete(NAME, Condition.NONE, "no")));
        assertTrue(catalogue.find(NAME).isPresent());
        assertInstanceOf(
                DeleteOutcome.Deleted.class,
                CatalogueStoreContract.await(catalogue.delete(NAME, Condition.NONE, "s3cret")));
    }
}
