/// Tracker talk over HTTP (BEP 3, 7, 23, 24, 31, 48): the query of an announce or scrape and the
/// bencoded reply, each way.
///
/// Not here: HTTP itself, the catalogue's REST interface, swarms.
@NullMarked
package io.seedpod.model.tracker.http;

import org.jspecify.annotations.NullMarked;
