package io.seedpod.tracker.policy;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Members;
import java.util.List;
import java.util.Optional;

/// Lets in those who know a token, and torrents that are in the catalogue; each where it is wanted.
/// The swarm of members is always let in to those who know a token.
public final class PrivatePolicy implements Policy {
    private static final Verdict NO_TOKEN =
            new Verdict.Refused("this tracker wants an announce token");
    private static final Verdict WRONG_TOKEN =
            new Verdict.Refused("the announce token is not this tracker's");
    private static final Verdict NOT_LISTED =
            new Verdict.Refused("this tracker serves only torrents of its catalogue");

    private final List<String> tokens;
    private final Optional<Catalogued> catalogued;

    /// @param tokens any of which will do; none = none is wanted
    /// @param catalogued the torrents let in; empty = all
    public PrivatePolicy(List<String> tokens, Optional<Catalogued> catalogued) {
        this.tokens = List.copyOf(tokens);
        this.catalogued = catalogued;
    }

    @Override
    public Verdict verdict(AnnounceRequest request, PeerEndpoint asker) {
        if (!tokens.isEmpty()) {
            var said = request.extras().token();
            if (!isKnown(said)) {
                return said.isEmpty() ? NO_TOKEN : WRONG_TOKEN;
            }
        }
        return catalogued.isEmpty()
                        || catalogued.get().lists(request.infoHash())
                        || Members.isMembers(request.infoHash())
                ? Verdict.ALLOWED
                : NOT_LISTED;
    }

    /// In a time that tells neither how much of a token was right nor which one it was.
    private boolean isKnown(String said) {
        boolean known = false;
        for (var token : tokens) {
            known |= isEqual(token, said);
        }
        return known;
    }

    /// Looks at all of what was said, wherever the first difference is.
    private static boolean isEqual(String token, String said) {
        int difference = token.length() ^ said.length();
        for (int i = 0; i < said.length(); i++) {
            difference |= said.charAt(i) ^ token.charAt(i % token.length());
        }
        return difference == 0;
    }
}
