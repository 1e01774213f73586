/// Flags that several commands share, and how their values are read. For `cli`.
@NullMarked
package io.seedpod.peer.cli.option;

import org.jspecify.annotations.NullMarked;
