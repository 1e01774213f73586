/// The scripts in `native/` that find or assemble the toolchain, run in a copy of the checkout with
/// a made-up machine around them: what they answer, and what they say when something is missing.
///
/// Not here: whether the toolchain builds programs that work, which all other tests show when the
/// form is native.
@NullMarked
package io.seedpod.blackbox.toolchain;

import org.jspecify.annotations.NullMarked;
