/// The log as JSON. Not here: what is logged.
@NullMarked
package io.seedpod.tracker.logs;

import org.jspecify.annotations.NullMarked;
