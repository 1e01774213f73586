/// What the tracker counts, for Prometheus.
///
/// Names begin with `seedpod_`. Not here: decisions. What is counted on the packet path is looked
/// up beforehand, so that counting allocates nothing.
@NullMarked
package io.seedpod.tracker.metrics;

import org.jspecify.annotations.NullMarked;
