package io.seedpod.model.bencode;

/// A bencoded value. Immutable, equal by content.
public sealed interface BValue permits BInteger, BString, BList, BDictionary {
    /// What the value is, for messages: `integer`, `string`, `list`, `dictionary`.
    String kind();
}
