/// A small kit for property tests: seeds, values made from them, and bytes cut up and spoilt.
/// Published as a test jar for the other modules.
@NullMarked
package io.seedpod.model.testkit;

import org.jspecify.annotations.NullMarked;
