package io.seedpod.model.webseed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seedpod.model.uri.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The address of a web seed (BEP 19), or of a file there: `http` or `https`, a host, perhaps a
/// port, a path and a query. Names and passwords in an address are refused: it is handed to
/// strangers.
///
/// @param host a name or an IPv4 address in lower case, or an IPv6 address without its brackets
/// @param port in [1, 65535]
/// @param path begins with `/`; what cannot stand in a request is written as `%XX`
/// @param query without its `?`; empty if there is none
public record WebSeedUrl(boolean https, String host, int port, String path, String query) {
    /// Longer ones are refused.
    public static final int MAX_LENGTH = 2048;

    /// More in one torrent are not looked at.
    public static final int MAX_COUNT = 32;

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /// What may stand in a path or query besides.
    private static final String RESERVED = "/?:@!$&'()*+,;=[]";

    /// Reads an address; absent when it is none that we would ask. A fragment is left out.
    public static Optional<WebSeedUrl> parse(String text) {
        int scheme = text.indexOf("://");
        if (text.length() > MAX_LENGTH || scheme < 0) {
            return Optional.empty();
        }
        boolean https = text.substring(0, scheme).equalsIgnoreCase("https");
        if (!https && !text.substring(0, scheme).equalsIgnoreCase("http")) {
            return Optional.empty();
        }
        String rest = text.substring(scheme + 3);
        int fragment = rest.indexOf('#');
        rest = fragment < 0 ? rest : rest.substring(0, fragment);
        int end = endOfAuthority(rest);
        String authority = rest.substring(0, end);
        String tail = rest.substring(end);
        int question = tail.indexOf('?');
        String path = question < 0 ? tail : tail.substring(0, question);
        String query = question < 0 ? "" : tail.substring(question + 1);
        return endpoint(authority, https)
                .map(
                        it ->
                                new WebSeedUrl(
                                        https,
                                        it.host,
                                        it.port,
                                        path.isEmpty() ? "/" : sendable(path),
                                        sendable(query)));
    }

    /// Those of many texts that we would ask, each once, in order, at most [#MAX_COUNT].
    public static List<String> accepted(List<String> texts) {
        var accepted = new ArrayList<String>();
        for (String text : texts) {
            if (accepted.size() < MAX_COUNT
                    && !accepted.contains(text)
                    && parse(text).isPresent()) {
                accepted.add(text);
            }
        }
        return accepted;
    }

    /// Where a file of a torrent lies: an address that ends in `/` is a folder that holds the
    /// torrent's content under its name; any other is the content itself, so that of a torrent of
    /// several files it is a folder all the same.
    ///
    /// @param name of the torrent
    /// @param path of the file beneath it; empty if the torrent is that one file
    public WebSeedUrl of(String name, List<String> path) {
        boolean folder = this.path.endsWith("/");
        if (path.isEmpty() && !folder) {
            return this;
        }
        var whole = new StringBuilder(this.path);
        if (!folder) {
            whole.append('/');
        }
        whole.append(Percent.encoded(name));
        path.forEach(element -> whole.append('/').append(Percent.encoded(element)));
        return new WebSeedUrl(https, host, port, whole.toString(), query);
    }

    /// Where a `Location` of an answer from here leads; absent when it is none that we would ask.
    public Optional<WebSeedUrl> follow(String location) {
        if (location.contains("://")) {
            return parse(location);
        }
        String origin = (https ? "https://" : "http://") + hostAndPort();
        if (location.startsWith("//")) {
            return parse((https ? "https:" : "http:") + location);
        }
        if (location.startsWith("/")) {
            return parse(origin + location);
        }
        return parse(origin + path.substring(0, path.lastIndexOf('/') + 1) + location);
    }

    /// What the request's first line asks for.
    public String target() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /// As it stands in a `Host` header; the usual port is left out.
    public String hostAndPort() {
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (https ? HTTPS_PORT : HTTP_PORT) ? shown : shown + ":" + port;
    }

    @Override
    public String toString() {
        return (https ? "https://" : "http://") + hostAndPort() + target();
    }

    private record Endpoint(String host, int port) {}

    private static int endOfAuthority(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
            end++;
        }
        return end;
    }

    private static Optional<Endpoint> endpoint(String authority, boolean https) {
        String host;
        String port;
        if (authority.startsWith("[")) {
            int close = authority.indexOf(']');
            if (close < 0) {
                return Optional.empty();
            }
            host = authority.substring(1, close);
            port = authority.substring(close + 1);
            if (host.isEmpty() || !isOf(host, "0123456789abcdefABCDEF:.")) {
                return Optional.empty();
            }
        } else {
            int colon = authority.indexOf(':');
            host = colon < 0 ? authority : authority.substring(0, colon);
            port = colon < 0 ? "" : authority.substring(colon);
            if (host.isEmpty() || !isOf(host, Percent.UNRESERVED)) {
                return Optional.empty();
            }
        }
        String named = host.toLowerCase(Locale.ROOT);
        if (port.isEmpty() || port.equals(":")) {
            return Optional.of(new Endpoint(named, https ? HTTPS_PORT : HTTP_PORT));
        }
        if (!port.startsWith(":") || port.length() > 6 || !isOf(port.substring(1), "0123456789")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(port.substring(1));
        return number >= 1 && number <= 65_535
                ? Optional.of(new Endpoint(named, number))
                : Optional.empty();
    }

    private static boolean isOf(String text, String allowed) {
        return text.chars().allMatch(each -> allowed.indexOf(each) >= 0);
    }

    /// What is written as it should be stays; all else becomes `%XX`.
    private static String sendable(String text) {
        var sendable = new StringBuilder();
        byte[] bytes = text.getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int octet = bytes[i] & 0xff;
            boolean escape =
                    octet == '%'
                            && i + 2 < bytes.length
                            && Percent.hexDigit(bytes[i + 1]) >= 0
                            && Percent.hexDigit(bytes[i + 2]) >= 0;
            if (escape || Percent.UNRESERVED.indexOf(octet) >= 0 || RESERVED.indexOf(octet) >= 0) {
                sendable.append((char) octet);
            } else {
                Percent.appendEscaped(sendable, octet);
            }
        }
        return sendable.toString();
    }
}
