/// What a source means, and how what is fetched of it gets its place on disk.
///
/// Begins nothing and knows no torrent of the session: that is `entries`.
@NullMarked
package io.seedpod.peer.session.fetch;

import org.jspecify.annotations.NullMarked;
