/// Makes a torrent of content that is there: looks at it, hashes it, describes it.
@NullMarked
package io.seedpod.peer.storage.create;

import org.jspecify.annotations.NullMarked;
