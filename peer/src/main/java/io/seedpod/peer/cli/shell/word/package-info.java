/// The words of the shell and what they do, on a [Desk] with the session's interfaces; and what
/// one-shot commands tell in the same words ([Told]).
///
/// Not here: reading lines, completing them, and doing several deeds at a time.
@NullMarked
package io.seedpod.peer.cli.shell.word;

import org.jspecify.annotations.NullMarked;
