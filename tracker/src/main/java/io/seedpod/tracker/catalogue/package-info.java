/// Names that lead to torrents, kept on disk; who may publish them.
///
/// `Catalogue` is the use case, `CatalogueStore` the seam, `JournalCatalogue` the embedded store. A
/// name and its holders are different things: holders are the swarm's business. The index is shared
/// between the writer's thread and the readers'. Not here: HTTP and UDP (`frontend`).
@NullMarked
package io.seedpod.tracker.catalogue;

import org.jspecify.annotations.NullMarked;
