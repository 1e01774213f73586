/// Our programs together with programs we did not write, each in a network namespace with an
/// address of its own.
///
/// Runs under `-Pinterop` only: needs root and Debian's aria2, transmission-daemon,
/// transmission-cli, opentracker, nftables and iproute2. What is missing fails, loudly; nothing is
/// skipped.
@NullMarked
package io.seedpod.blackbox.interop;

import org.jspecify.annotations.NullMarked;
