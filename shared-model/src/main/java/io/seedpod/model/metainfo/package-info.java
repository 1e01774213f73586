/// Torrents: the info dictionary, the `.torrent` around it, magnet links, and the arithmetic of
/// pieces and blocks (BEP 3, 9, 12, 19, 27, 47), and the v2 half of hybrids (BEP 52).
///
/// Not here: files and folders; hashing of content. Everything that is read here is hostile until
/// it has been decoded.
@NullMarked
package io.seedpod.model.metainfo;

import org.jspecify.annotations.NullMarked;
