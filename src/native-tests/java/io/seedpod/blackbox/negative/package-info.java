/// Tests of the tests: programs that do nothing in place of both, and whether anybody notices.
///
/// Runs with `./mvnw verify -Pnegative` alone.
@NullMarked
package io.seedpod.blackbox.negative;

import org.jspecify.annotations.NullMarked;
