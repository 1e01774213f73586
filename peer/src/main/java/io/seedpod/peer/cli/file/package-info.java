/// Commands about `.torrent` files and content on disk: `create`, `info`, `verify`, `split`,
/// `merge`.
@NullMarked
package io.seedpod.peer.cli.file;

import org.jspecify.annotations.NullMarked;
