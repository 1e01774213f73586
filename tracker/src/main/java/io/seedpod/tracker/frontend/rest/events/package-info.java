/// What happens, as it happens: server-sent events under `/api/v1/events`, for dashboards.
///
/// `EventBoard` keeps the latest events, each subscriber reads on from its place. Not here: what
/// makes things happen (`catalogue`, `core`).
@NullMarked
package io.seedpod.tracker.frontend.rest.events;

import org.jspecify.annotations.NullMarked;
