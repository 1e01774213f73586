package io.seedpod.peer.api;

import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which paths a caller may name: any from this machine, only those in the shared folder from
/// elsewhere. Otherwise an API that is open to a network would give away every file of the machine.
///
/// @param within where the path must lie; absent: anywhere
record Paths(boolean local, Optional<Path> within) {
    static Paths allowedTo(HttpServerRequest request, Optional<Path> folder) {
        var caller = address(request.remoteAddress());
        return new Paths(
                isLoopback(caller) || caller.equals(address(request.localAddress())), folder);
    }

    private static String address(@Nullable SocketAddress socket) {
        return socket == null ? "" : String.valueOf(socket.hostAddress());
    }

    static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// The absolute path that the text names.
    Path parse(@Nullable String text) {
        Path path;
        try {
            path = Path.of(text == null ? "" : text).normalize();
        } catch (InvalidPathException e) {
            throw new SessionException(Trouble.USAGE, "not a path: " + text, e);
        }
        if (!path.isAbsolute()) {
            throw new SessionException(Trouble.USAGE, "not an absolute path: " + text);
        }
        if (!local && !within.map(path::startsWith).orElse(false)) {
            throw new SessionException(
                    Trouble.REFUSED,
                    "path outside the shared folder: %s (only callers on the daemon's machine may name it)"
                            .formatted(path));
        }
        return path;
    }
}
