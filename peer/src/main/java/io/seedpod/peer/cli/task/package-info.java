/// What a command is: what it needs, how it is interrupted, what it ends with, and the one line
/// that tells what went wrong.
@NullMarked
package io.seedpod.peer.cli.task;

import org.jspecify.annotations.NullMarked;
