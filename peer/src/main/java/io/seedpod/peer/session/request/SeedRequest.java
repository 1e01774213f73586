package io.seedpod.peer.session.request;

import io.seedpod.model.metainfo.Metainfo;
import java.nio.file.Path;

/// Seed a torrent from content on disk.
///
/// @param data the content itself, or the folder that holds it under its own name
public record SeedRequest(Metainfo metainfo, Path data) {}
