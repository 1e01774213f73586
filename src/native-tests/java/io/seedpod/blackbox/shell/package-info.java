/// The interactive shell, at a pseudo-terminal and over a pipe.
@NullMarked
package io.seedpod.blackbox.shell;

import org.jspecify.annotations.NullMarked;
