package io.seedpod.tracker.catalogue.journal;

import io.seedpod.model.bencode.BString;
import io.seedpod.model.id.CatalogueName;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.catalogue.DeleteOutcome;
import io.seedpod.tracker.catalogue.NameHistory;
import io.seedpod.tracker.catalogue.Publication;
import io.seedpod.tracker.catalogue.PublishOutcome;
import io.seedpod.tracker.catalogue.Refusal;
import java.util.Map;
import java.util.function.Consumer;

/// A change that waits to be written, and whom to tell.
sealed interface CatalogueChange {
    void refuse(Refusal why, String detail);

    record Publish(Publication publication, Consumer<PublishOutcome> told)
            implements CatalogueChange {
        @Override
        public void refuse(Refusal why, String detail) {
            told.accept(new PublishOutcome.Refused(why, detail));
        }
    }

    record Delete(CatalogueName name, Condition condition, Consumer<DeleteOutcome> told)
            implements CatalogueChange {
        @Override
        public void refuse(Refusal why, String detail) {
            told.accept(new DeleteOutcome.Refused(why, detail));
        }
    }

    /// Takes in what another tracker was told.
    ///
    /// @param done hears whether it is on disk
    record Adopt(
            CatalogueName name,
            NameHistory told,
            Map<String, BString> torrents,
            Consumer<Boolean> done)
            implements CatalogueChange {
        @Override
        public void refuse(Refusal why, String detail) {
            done.accept(false);
        }
    }

    /// Changes nothing.
    record Wake() implements CatalogueChange {
        @Override
        public void refuse(Refusal why, String detail) {}
    }
}
