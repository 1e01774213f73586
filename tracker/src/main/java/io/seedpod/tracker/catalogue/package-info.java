/// Names that lead to torrents; who may publish them, and what a publish or delete comes to.
///
/// `Catalogue` is the use case, `CatalogueStore` the seam, `CatalogueRules` and `NameHistory` the
/// rules that every store keeps. A name and its holders are different things: holders are the
/// swarm's business. Not here: files (`journal`), HTTP and UDP (`frontend`).
@NullMarked
package io.seedpod.tracker.catalogue;

import org.jspecify.annotations.NullMarked;
