/// `./seedpod demo`: a tracker and three peers as separate processes on this machine, for people
/// to look at.
///
/// Uses the harness and judges as the tests do: whatever is not as it should be ends the demo with
/// exit code 1.
@NullMarked
package io.seedpod.blackbox.demo;

import org.jspecify.annotations.NullMarked;
