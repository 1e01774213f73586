package io.seedpod.tracker.frontend.udp.port;

import java.io.IOException;
import java.net.BindException;
import java.net.SocketException;

/// Numbers of Linux' socket interface, the same on x86-64 and arm64 (`asm-generic`).
final class Linux {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_RCVBUF = 8;
    static final int SO_RCVTIMEO = 20;
    static final int SO_SNDTIMEO = 21;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;
    static final int MSG_DONTWAIT = 0x40;

    /// Wait for the first datagram, take along what else is there.
    static final int MSG_WAITFORONE = 0x10000;

    static final int SHUT_RD = 0;

    static final int EINTR = 4;
    static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int EADDRINUSE = 98;
    private static final int EADDRNOTAVAIL = 99;

    private Linux() {}

    /// The result, if it is no error.
    static int checked(String call, int result) throws IOException {
        if (result >= 0) {
            return result;
        }
        throw switch (-result) {
            case EADDRINUSE -> new BindException("Address already in use");
            case EADDRNOTAVAIL -> new BindException("Cannot assign requested address");
            case EACCES -> new BindException("Permission denied");
            default -> new SocketException(call + " failed with error " + -result);
        };
    }
}
