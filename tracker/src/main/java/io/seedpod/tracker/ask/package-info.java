/// Asks others over plain HTTP, a connection for each question. Blocks.
///
/// For a question now and then; no client of a library is worth its size here. Not here: TLS.
@NullMarked
package io.seedpod.tracker.ask;

import org.jspecify.annotations.NullMarked;
