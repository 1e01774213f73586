package io.seedpod.tracker.frontend.rest.names;

import io.seedpod.tracker.catalogue.CatalogueEntry;
import io.seedpod.tracker.catalogue.Condition;
import io.seedpod.tracker.frontend.rest.ProblemException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The entity tags of names, and the headers that ask for them (RFC 9110, 8.8.3 and 13.1). A tag
/// tells one publication from another; how many hold it does not change it.
final class Tags {
    private Tags() {}

    static String header(CatalogueEntry entry) {
        return '"' + entry.tag() + '"';
    }

    static Condition condition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
        return new Condition(
                parse("If-Match", ifMatch, true), parse("If-None-Match", ifNoneMatch, false));
    }

    /// Whether the client has just this already.
    static boolean has(@Nullable String ifNoneMatch, CatalogueEntry entry) {
        return !condition(null, ifNoneMatch).holds(Optional.of(entry));
    }

    /// @param strong whether a weak tag matches nothing
    private static Set<String> parse(String header, @Nullable String text, boolean strong) {
        if (text == null) {
            return Set.of();
        }
        if (text.strip().equals(Condition.ANY)) {
            return Set.of(Condition.ANY);
        }
        var tags = new HashSet<String>();
        for (int at = 0; at >= 0; ) {
            int begin = blank(text, at);
            boolean weak = text.startsWith("W/", begin);
            int opened = weak ? begin + 2 : begin;
            int closed = text.indexOf('"', opened + 1);
            if (closed < 0 || text.charAt(opened) != '"') {
                throw unreadable(header);
            }
            String tag = text.substring(opened + 1, closed);
            // Neither can be a tag of ours.
            tags.add(weak && strong ? "W/" + tag : tag.equals(Condition.ANY) ? "\"*\"" : tag);
            int end = blank(text, closed + 1);
            if (end < text.length() && text.charAt(end) != ',') {
                throw unreadable(header);
            }
            at = end < text.length() ? end + 1 : -1;
        }
        return tags;
    }

    private static int blank(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private static ProblemException unreadable(String header) {
        return new ProblemException(
                400, header + " is not a list of tags (expected: * or \"tag\")", header);
    }
}
