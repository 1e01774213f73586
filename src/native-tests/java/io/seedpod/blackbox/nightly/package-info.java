/// What takes longer than a build may: run by `-Pnightly`, each for many minutes.
@NullMarked
package io.seedpod.blackbox.nightly;

import org.jspecify.annotations.NullMarked;
