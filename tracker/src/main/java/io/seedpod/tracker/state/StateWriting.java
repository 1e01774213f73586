package io.seedpod.tracker.state;

import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmCounts;
import io.seedpod.tracker.swarm.SwarmVisitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;

/// Takes swarms as the registry shows them, and writes them where nobody waits for the disk:
/// between the registry's shares.
final class StateWriting implements SwarmVisitor {
    private final StateEncoder encoder;
    private final WritableByteChannel target;
    private final Pace pace;

    StateWriting(long writtenAtMillis, WritableByteChannel target, Pace pace) {
        encoder = new StateEncoder(writtenAtMillis);
        this.target = target;
        this.pace = pace;
    }

    @Override
    public boolean swarm(InfoHash infoHash, SwarmCounts counts) {
        return encoder.swarm(infoHash, counts);
    }

    @Override
    public void peer(InfoHash infoHash, KnownPeer peer) {
        encoder.peer(infoHash, peer);
    }

    /// @throws UncheckedIOException what the disk says
    @Override
    public void pause() {
        try {
            flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pace.worked();
    }

    /// Writes the rest.
    ///
    /// @return the peers written
    long end() throws IOException {
        encoder.end();
        flush();
        return encoder.peers();
    }

    private void flush() throws IOException {
        var finished = encoder.finished();
        while (finished.hasRemaining()) {
            target.write(finished);
        }
        encoder.taken();
    }
}
