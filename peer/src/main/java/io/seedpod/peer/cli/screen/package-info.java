/// Where the command line writes: results, notices, progress; for people or as JSON lines for
/// scripts. For `cli`.
@NullMarked
package io.seedpod.peer.cli.screen;

import org.jspecify.annotations.NullMarked;
