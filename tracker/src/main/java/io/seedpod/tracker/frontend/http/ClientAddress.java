package io.seedpod.tracker.frontend.http;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.limits.AddressRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Who asks, where a proxy may stand between.
final class ClientAddress {
    private static final String FOR = "for=";

    private ClientAddress() {}

    /// The last address of the chain that is not a proxy of ours: what stands before it was written
    /// by somebody we do not believe. With a word in the chain that is no address (`unknown`, an
    /// obfuscated name) it is the proxy after it.
    ///
    /// @param remote the other end of the connection
    /// @param forwardedFor values of `X-Forwarded-For`, in order
    /// @param forwarded values of `Forwarded` (RFC 7239), read if there are none of these
    static PeerEndpoint of(
            PeerEndpoint remote,
            List<String> forwardedFor,
            List<String> forwarded,
            AddressRanges proxies) {
        if (!proxies.contains(remote)) {
            return remote;
        }
        var chain = forwardedFor.isEmpty() ? fors(forwarded) : words(forwardedFor, ",");
        var client = remote;
        for (int i = chain.size() - 1; i >= 0 && proxies.contains(client); i--) {
            var before = parse(chain.get(i));
            if (before.isEmpty()) {
                return client;
            }
            client = before.get();
        }
        return client;
    }

    private static List<String> fors(List<String> forwarded) {
        var fors = new ArrayList<String>();
        for (String element : words(forwarded, ",")) {
            String found = "unknown";
            for (String pair : words(List.of(element), ";")) {
                if (pair.toLowerCase(Locale.ROOT).startsWith(FOR)) {
                    found = pair.substring(FOR.length()).replace("\"", "");
                }
            }
            fors.add(found);
        }
        return fors;
    }

    private static List<String> words(List<String> values, String separator) {
        var words = new ArrayList<String>();
        for (String value : values) {
            for (String word : value.split(separator, -1)) {
                words.add(word.strip());
            }
        }
        return words;
    }

    /// `192.0.2.1`, `2001:db8::1`, `[2001:db8::1]`, each of these with or without a port.
    static Optional<PeerEndpoint> parse(String text) {
        boolean isV6Alone = !text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':');
        String literal = isV6Alone ? "[" + text + "]" : text;
        boolean hasPort = literal.lastIndexOf(':') > literal.lastIndexOf(']');
        return PeerEndpoint.parse(hasPort ? literal : literal + ":0");
    }
}
