/// What needs neither network nor session: `.torrent` files made, read and checked against content,
/// and content split into pieces and merged. Blocks.
@NullMarked
package io.seedpod.peer.session.offline;

import org.jspecify.annotations.NullMarked;
