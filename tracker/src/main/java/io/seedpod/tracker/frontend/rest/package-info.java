/// What all of REST shares: JSON under `/api/v1`, its description, pages, parameters, and refusals
/// as `application/problem+json` (RFC 9457).
///
/// Rooms: `names`, `swarms` (peers, too), `events`. Not here: anything of one of them.
@NullMarked
package io.seedpod.tracker.frontend.rest;

import org.jspecify.annotations.NullMarked;
