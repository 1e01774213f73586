/// Commands that move content (`get`, `share`, `seed`), and how a person or a script follows them.
@NullMarked
package io.seedpod.peer.cli.transfer;

import org.jspecify.annotations.NullMarked;
