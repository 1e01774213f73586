package io.seedpod.peer.cli.shell.word;

import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.Optional;
import java.util.regex.Pattern;

/// Hosts and ports as people write them.
public final class Addresses {
    private static final Pattern BOTH = Pattern.compile("(?:\\[(.+)]|([^:]+)):(\\d{1,5})");

    private Addresses() {}

    public record HostAndPort(String host, int port) {}

    /// `host:port` and `[v6]:port`; absent when there is no port in it.
    public static Optional<HostAndPort> split(String text) {
        var match = BOTH.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var host = match.group(1) == null ? match.group(2) : match.group(1);
        return Optional.of(new HostAndPort(String.valueOf(host), port(match.group(3))));
    }

    /// A port that something may listen on.
    static int port(String text) {
        var port = number(text, "port");
        if (port < 1 || port > 65_535) {
            throw new SessionException(
                    Trouble.USAGE, "port %s (expected: 1 to 65535)".formatted(text));
        }
        return port;
    }

    /// A number that is not negative.
    static int number(String text, String what) {
        if (!text.matches("\\d{1,9}")) {
            throw new SessionException(
                    Trouble.USAGE, "%s %s (expected: a number)".formatted(what, text));
        }
        return Integer.parseInt(text);
    }
}
