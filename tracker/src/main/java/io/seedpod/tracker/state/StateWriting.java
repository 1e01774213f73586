package io.seedpod.tracker.state;

import io.seedpod.model.id.InfoHash;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmCounts;
import io.seedpod.tracker.swarm.SwarmVisitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.LockSupport;

/// Takes swarms as the registry shows them, and writes them where nobody waits for the disk:
/// between the registry's shares.
final class StateWriting implements SwarmVisitor {
    // Where announces have one core to share with us, they wait for about this, and one share more.
    private static final long SPELL_NANOS = 300_000;
    private static final long REST_NANOS = 1_000_000;

    private final StateEncoder encoder;
    private final WritableByteChannel target;
    private final boolean hurried;
    private long spellBegun = System.nanoTime();

    /// @param hurried whether to write without rests, which leave the processor to announces
    StateWriting(long writtenAtMillis, WritableByteChannel target, boolean hurried) {
        encoder = new StateEncoder(writtenAtMillis);
        this.target = target;
        this.hurried = hurried;
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
        if (!hurried && System.nanoTime() - spellBegun > SPELL_NANOS) {
            LockSupport.parkNanos(REST_NANOS);
            spellBegun = System.nanoTime();
        }
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
