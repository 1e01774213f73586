package io.seedpod.tracker.catalogue;

import io.seedpod.model.id.PeerEndpoint;

/// Who published, as far as the tracker saw it: whoever brought the publication to this tracker
/// first.
///
/// @param address where it came from, without the port; empty = not known
/// @param agent what the program called itself; empty = it did not, as over UDP
public record Publisher(String address, String agent) {
    public static final Publisher UNKNOWN = new Publisher("", "");

    private static final int MAX_AGENT = 200;

    /// Keeps what can be printed of what a stranger says.
    public static Publisher of(String address, String agent) {
        var printable = new StringBuilder();
        agent.codePoints()
                .filter(c -> c >= ' ' && c < 0x7F)
                .limit(MAX_AGENT)
                .forEach(printable::appendCodePoint);
        return new Publisher(address, printable.toString().strip());
    }

    /// @param from where it came from; the port says nothing of who it is
    public static Publisher of(PeerEndpoint from, String agent) {
        String text = from.toString();
        return of(text.substring(0, text.lastIndexOf(':')).replaceAll("[\\[\\]]", ""), agent);
    }

    public boolean isKnown() {
        return !address.isEmpty() || !agent.isEmpty();
    }
}
