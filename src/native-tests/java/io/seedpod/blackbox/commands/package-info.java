/// What the programs say about themselves, held against what they do: every command that a help
/// lists, with every exit code that its own help promises.
///
/// A new command or code has no scene here, and so fails a test. Not here: what a command is for.
@NullMarked
package io.seedpod.blackbox.commands;

import org.jspecify.annotations.NullMarked;
