/// Every word of the shell, said in each way there is: at a prompt, with a slash, as a command.
@NullMarked
package io.seedpod.blackbox.shell.words;

import org.jspecify.annotations.NullMarked;
