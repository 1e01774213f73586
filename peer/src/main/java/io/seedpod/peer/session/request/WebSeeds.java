package io.seedpod.peer.session.request;

import io.seedpod.model.metainfo.MagnetLink;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.webseed.WebSeedUrl;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Web seeds as users write them.
public final class WebSeeds {
    private WebSeeds() {}

    /// The same addresses; a usage error when one is none, or there are too many.
    public static List<String> checked(List<String> urls) {
        for (var url : urls) {
            if (WebSeedUrl.parse(url).isEmpty()) {
                throw new SessionException(
                        Trouble.USAGE,
                        "web seed %s (expected: http://HOST/PATH or https://, without a password, at most %d characters)"
                                .formatted(url, WebSeedUrl.MAX_LENGTH));
            }
        }
        if (urls.size() > WebSeedUrl.MAX_COUNT) {
            throw new SessionException(
                    Trouble.USAGE,
                    "%d web seeds (expected: at most %d)"
                            .formatted(urls.size(), WebSeedUrl.MAX_COUNT));
        }
        return List.copyOf(urls);
    }

    /// Those that a torrent names, then those of its magnet link, each once.
    public static List<String> of(MagnetLink magnet, Optional<Metainfo> metainfo) {
        return WebSeedUrl.accepted(
                Stream.concat(
                                metainfo.stream().flatMap(it -> it.webSeeds().stream()),
                                magnet.webSeeds().stream())
                        .toList());
    }

    /// The torrent with these web seeds, if there are any.
    public static Metainfo in(Metainfo metainfo, List<String> urls) {
        return urls.isEmpty() ? metainfo : metainfo.withWebSeeds(urls);
    }
}
