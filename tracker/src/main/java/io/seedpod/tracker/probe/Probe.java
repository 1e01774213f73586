package io.seedpod.tracker.probe;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;

/// One peer to be asked, as a member of one swarm.
record Probe(InfoHash infoHash, PeerEndpoint peer) {}
