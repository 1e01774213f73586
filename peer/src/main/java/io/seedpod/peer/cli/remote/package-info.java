/// How a one-shot command finds a daemon on this machine and talks to it. For `cli`.
@NullMarked
package io.seedpod.peer.cli.remote;

import org.jspecify.annotations.NullMarked;
