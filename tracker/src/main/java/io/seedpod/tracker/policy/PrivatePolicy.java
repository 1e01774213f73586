package io.seedpod.tracker.policy;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.Members;
import java.util.List;
import java.util.Optional;

/// Lets in those who know a token, and torrents that are in the catalogue; each where it is wanted.
/// The swarm of members is always let in to those who know a token.
public final class PrivatePolicy implements Policy {
    private static final Verdict NO_TOKEN = new Verdict.Refused(Refusal.NO_TOKEN);
    private static final Verdict WRONG_TOKEN = new Verdict.Refused(Refusal.WRONG_TOKEN);
    private static final Verdict NOT_LISTED = new Verdict.Refused(Refusal.NOT_LISTED);

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
        var verdict = tokenVerdict(request.extras().token());
        if (verdict instanceof Verdict.Refused) {
            return verdict;
        }
        return tellsOf(request.infoHash()) || Members.isMembers(request.infoHash())
                ? Verdict.ALLOWED
                : NOT_LISTED;
    }

    @Override
    public Verdict scrapeVerdict(String token) {
        return tokenVerdict(token);
    }

    @Override
    public boolean tellsOf(InfoHash infoHash) {
        return catalogued.isEmpty() || catalogued.get().lists(infoHash);
    }

    private Verdict tokenVerdict(String said) {
        if (tokens.isEmpty() || isKnown(said)) {
            return Verdict.ALLOWED;
        }
        return said.isEmpty() ? NO_TOKEN : WRONG_TOKEN;
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
