/// The command line: one class per command, their exit codes, and what they print.
///
/// A command translates flags into wishes for the `session` (or for a daemon on this machine) and
/// their outcome into lines and an exit code. Results go to standard output; progress, notices and
/// errors to standard error. Commands about transfers and files have rooms of their own; what every
/// command is, is in `task`.
@NullMarked
package io.seedpod.peer.cli;

import org.jspecify.annotations.NullMarked;
