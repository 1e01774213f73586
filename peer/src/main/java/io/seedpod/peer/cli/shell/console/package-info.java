/// Where lines come from and words go to: a pipe or a terminal, its history, a choice by arrow
/// keys, and how a line falls into words.
///
/// Knows no word of the shell; what a line means is said in `word`.
@NullMarked
package io.seedpod.peer.cli.shell.console;

import org.jspecify.annotations.NullMarked;
