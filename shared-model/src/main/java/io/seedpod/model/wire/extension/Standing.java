package io.seedpod.model.wire.extension;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.tracker.Labels;

/// How a peer of ours stands: where it runs, and whether it is about to leave.
///
/// ```
/// key          type     meaning
/// kp_draining  integer  1 = the sender is about to leave: what it has is soon gone
/// kp_node      string   the machine; at most 63 of A-Z a-z 0-9 . _ -
/// kp_region    string   a group of zones
/// kp_zone      string   what fails together
/// ```
///
/// @param labels empty words where nothing was said
public record Standing(Labels labels, boolean draining) {
    /// Nothing said.
    public static final Standing NONE = new Standing(Labels.NONE, false);

    /// What makes no sense counts as not said.
    static Standing of(BDictionary said) {
        return new Standing(
                new Labels(word(said, "kp_node"), word(said, "kp_zone"), word(said, "kp_region")),
                said.integer("kp_draining").orElse(0) == 1);
    }

    private static String word(BDictionary said, String key) {
        return said.text(key).filter(Labels::isWord).orElse("");
    }

    void putInto(BDictionary.Builder said) {
        if (draining) {
            said.put("kp_draining", 1);
        }
        put(said, "kp_node", labels.node());
        put(said, "kp_region", labels.region());
        put(said, "kp_zone", labels.zone());
    }

    private static void put(BDictionary.Builder said, String key, String word) {
        if (!word.isEmpty()) {
            said.put(key, word);
        }
    }
}
