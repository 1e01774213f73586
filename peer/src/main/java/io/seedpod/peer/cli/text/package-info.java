/// How the command line writes and reads sizes, rates, times and progress: pure text, no terminal
/// is touched here. For `cli`; nothing here knows a command.
@NullMarked
package io.seedpod.peer.cli.text;

import org.jspecify.annotations.NullMarked;
