/// The interactive shell: reads lines, finds the word that is meant, asks for what is missing, and
/// does it. What it does, it does through `session`'s interfaces, in this process or in a daemon;
/// one-shot commands run the same words. For `cli`.
@NullMarked
package io.seedpod.peer.cli.shell;

import org.jspecify.annotations.NullMarked;
