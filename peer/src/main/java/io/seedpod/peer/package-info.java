/// The program's entry.
@NullMarked
package io.seedpod.peer;

import org.jspecify.annotations.NullMarked;
