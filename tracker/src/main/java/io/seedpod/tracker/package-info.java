/// The program's entry.
@NullMarked
package io.seedpod.tracker;

import org.jspecify.annotations.NullMarked;
