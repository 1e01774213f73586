package io.seedpod.tracker.policy;

import io.seedpod.model.id.InfoHash;

/// Which torrents are in the catalogue, for a policy that lets in no others. Answers at once and
/// from several threads.
@FunctionalInterface
public interface Catalogued {
    boolean lists(InfoHash infoHash);
}
