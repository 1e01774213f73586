/// The catalogue, swarms and the tracker itself over REST: JSON under `/api/v1`, problems as
/// `application/problem+json` (RFC 9457).
///
/// Not here: what may be published by whom (`catalogue`).
@NullMarked
package io.seedpod.tracker.frontend.rest;

import org.jspecify.annotations.NullMarked;
