/// The tracker over HTTP: announce and scrape (BEP 3, 7, 23, 24, 48), on the TCP port of the same
/// number as UDP's.
///
/// Not here: queries and replies as such (`shared-model`), the catalogue (`frontend.rest.names`).
@NullMarked
package io.seedpod.tracker.frontend.http;

import org.jspecify.annotations.NullMarked;
