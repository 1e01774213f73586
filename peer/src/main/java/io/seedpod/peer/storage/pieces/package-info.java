/// Content as a folder of pieces, a file for each: read, written, and merged into content in files
/// or split from it.
@NullMarked
package io.seedpod.peer.storage.pieces;

import org.jspecify.annotations.NullMarked;
