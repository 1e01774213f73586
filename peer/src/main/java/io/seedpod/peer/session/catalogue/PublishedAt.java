package io.seedpod.peer.session.catalogue;

/// When and how a name was published for the first time: what a republication says.
///
/// @param clock milliseconds since 1970, as the trackers told
/// @param replaced whether it took the place of other content
public record PublishedAt(long clock, boolean replaced) {}
