/// Black-box tests: each starts the packaged programs and judges them by processes, sockets, files
/// and exit codes.
///
/// Nothing of SeedPod's own classes is on the class path here, and nothing may come in: what the
/// tests need to speak they speak themselves (`harness`), so that a mistake in our codecs cannot
/// hide itself.
@NullMarked
package io.seedpod.blackbox;

import org.jspecify.annotations.NullMarked;
