/// How text is written in addresses (RFC 3986).
///
/// Comes in: `metainfo` for magnet links, `webseed` for addresses of files. Nobody outside.
@NullMarked
package io.seedpod.model.uri;

import org.jspecify.annotations.NullMarked;
