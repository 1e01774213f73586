/// Content in files: where they lie and what they are called, how they are read and written at
/// positions, what becomes of unwanted ones, and how they appear when they are complete.
///
/// In: `create`, `hash`, `resume`, and whoever opens content. Not here: hashes.
@NullMarked
package io.seedpod.peer.storage.file;

import org.jspecify.annotations.NullMarked;
