package io.seedpod.peer.net.tracker;

import io.seedpod.peer.net.tracker.TrackerException.Kind;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// Where a tracker is and how it is announced to: `host:port`, `udp://host:port[/path]`,
/// `http://host[:port]/announce`, `https://…`.
///
/// `host:port` and `udp://` announce by UDP; the catalogue of such a tracker is at the same host
/// and port, over UDP and HTTP. Only an address with its scheme may have a path.
///
/// @param host name or literal address, an IPv6 one without brackets
/// @param pathAndQuery what follows the port, empty or beginning with `/` or `?`
/// @param name under which the user knows the host, if `host` is one of the addresses the name
///     leads to; otherwise the same as `host`
public record TrackerAddress(
        Scheme scheme, String host, int port, String pathAndQuery, String name) {
    /// Our tracker's port, UDP and TCP alike.
    public static final int DEFAULT_PORT = 6969;

    /// How announces travel.
    public enum Scheme {
        UDP,
        HTTP,
        HTTPS;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private TrackerAddress(Scheme scheme, String host, int port, String pathAndQuery) {
        this(scheme, host, port, pathAndQuery, host);
    }

    public static TrackerAddress parse(String text) throws TrackerException {
        var trimmed = text.strip();
        boolean bare = !trimmed.contains("://");
        if (bare && (trimmed.indexOf('/') >= 0 || trimmed.indexOf('?') >= 0)) {
            throw invalid(text);
        }
        try {
            var uri = new URI(bare ? "udp://" + trimmed : trimmed);
            var host = uri.getHost();
            if (host == null || host.isEmpty() || uri.getRawUserInfo() != null) {
                throw invalid(text);
            }
            var scheme = scheme(String.valueOf(uri.getScheme()), text);
            int port = uri.getPort() < 0 ? defaultPort(scheme) : uri.getPort();
            if (port < 1 || port > 0xFFFF) {
                throw invalid(text);
            }
            var query = uri.getRawQuery();
            var path = String.valueOf(uri.getRawPath());
            return new TrackerAddress(
                    scheme,
                    host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                    port,
                    path + (query == null ? "" : "?" + query));
        } catch (URISyntaxException _) {
            throw invalid(text);
        }
    }

    /// The address in the form torrents and the engine carry.
    public String announceUrl() {
        return scheme.text() + "://" + hostAndPort() + pathAndQuery;
    }

    /// The tracker at one of the addresses that this one's name leads to.
    TrackerAddress at(InetAddress address) {
        return new TrackerAddress(scheme, address.getHostAddress(), port, pathAndQuery, name);
    }

    /// What the user gave.
    TrackerAddress named() {
        return new TrackerAddress(scheme, name, port, pathAndQuery);
    }

    /// Whether this is one of several addresses of a name.
    public boolean isReplica() {
        return !name.equals(host);
    }

    /// How a torrent lists it: an address by TLS is good for nobody, certificates are for names.
    public String publishedUrl() {
        return scheme == Scheme.HTTPS ? named().announceUrl() : announceUrl();
    }

    /// The address with the name that the user gave.
    public String namedUrl() {
        return named().announceUrl();
    }

    /// The root of the catalogue's REST interface.
    String catalogueUrl() {
        return (scheme == Scheme.HTTPS ? "https" : "http") + "://" + hostAndPort();
    }

    public boolean isUdp() {
        return scheme == Scheme.UDP;
    }

    /// `host:port`, with brackets where a colon would mislead.
    public String hostAndPort() {
        return hostInUrl() + ":" + port;
    }

    @Override
    public String toString() {
        return announceUrl();
    }

    private static Scheme scheme(String said, String text) throws TrackerException {
        return switch (said.toLowerCase(Locale.ROOT)) {
            case "udp" -> Scheme.UDP;
            case "http" -> Scheme.HTTP;
            case "https" -> Scheme.HTTPS;
            default -> throw invalid(text);
        };
    }

    private static int defaultPort(Scheme scheme) {
        return switch (scheme) {
            case UDP -> DEFAULT_PORT;
            case HTTP -> 80;
            case HTTPS -> 443;
        };
    }

    private static TrackerException invalid(String text) {
        return new TrackerException(
                Kind.INVALID,
                "not a tracker address: "
                        + text
                        + " (expected: host:port, udp://host:port or http://host:port/announce)");
    }

    /// The host as a URL has it: an IPv6 address in brackets.
    private String hostInUrl() {
        return inUrl(host);
    }

    /// As the `Host` header has it.
    String nameInUrl() {
        return inUrl(name);
    }

    private static String inUrl(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }
}
