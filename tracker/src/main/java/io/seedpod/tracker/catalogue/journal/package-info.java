/// The catalogue's embedded store: names in memory, a journal and `.torrent` files in a folder.
///
/// `JournalCatalogue` is the door. Not here: what a change comes to, which is one room up
/// (`CatalogueRules`).
@NullMarked
package io.seedpod.tracker.catalogue.journal;

import org.jspecify.annotations.NullMarked;
