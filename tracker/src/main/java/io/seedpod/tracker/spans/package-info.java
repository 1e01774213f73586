/// What requests for names took, for those who look at them in a collector; nothing is kept unless
/// somebody is told where to send it. Never on the path of an announce.
///
/// Not here: how spans are written and sent (`otlp`).
@NullMarked
package io.seedpod.tracker.spans;

import org.jspecify.annotations.NullMarked;
