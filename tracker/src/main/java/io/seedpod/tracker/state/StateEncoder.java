package io.seedpod.tracker.state;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmCounts;
import io.seedpod.tracker.swarm.SwarmVisitor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes swarms as they are shown into blocks in memory, which are then taken from it. One thread.
final class StateEncoder implements SwarmVisitor {
    /// No record is longer.
    private static final int MAX_RECORD = 512;

    private ByteBuffer blocks = ByteBuffer.allocate(StateFormat.MAX_PAYLOAD);
    private int blockStart;
    private long swarms;
    private long peers;

    StateEncoder(long writtenAtMillis) {
        blocks.put(StateFormat.HEADER);
        openBlock();
        blocks.put(StateFormat.BEGIN).putLong(writtenAtMillis);
    }

    @Override
    public boolean swarm(InfoHash infoHash, SwarmCounts counts) {
        makeRoom();
        blocks.put(StateFormat.SWARM);
        infoHash.write(blocks);
        number(counts.completed());
        number(counts.handOuts());
        swarms++;
        return true;
    }

    @Override
    public void peer(InfoHash infoHash, KnownPeer peer) {
        makeRoom();
        switch (peer.endpoint()) {
            case PeerEndpoint.V4(int address, int port) ->
                    blocks.put(StateFormat.PEER_V4).putInt(address).putShort((short) port);
            case PeerEndpoint.V6(long high, long low, int port) ->
                    blocks.put(StateFormat.PEER_V6)
                            .putLong(high)
                            .putLong(low)
                            .putShort((short) port);
        }
        boolean details = !peer.peerId().equals(KnownPeer.UNKNOWN_ID) && peer.left() >= 0;
        boolean labels = !peer.labels().areNone();
        blocks.put(
                (byte)
                        ((peer.seeder() ? StateFormat.SEEDER : 0)
                                | (peer.draining() ? StateFormat.DRAINING : 0)
                                | (details ? StateFormat.DETAILS : 0)
                                | (labels ? StateFormat.LABELS : 0)));
        blocks.putShort((short) peer.lifetimeSeconds());
        number(peer.handOuts());
        if (details) {
            id(peer.peerId());
            number(peer.left());
        }
        if (labels) {
            labels(peer.labels());
        }
        peers++;
    }

    private void id(PeerId peerId) {
        blocks.putLong(peerId.high()).putLong(peerId.middle()).putInt(peerId.low());
    }

    private void labels(Labels labels) {
        word(labels.node());
        word(labels.zone());
        word(labels.region());
    }

    private void word(String word) {
        var bytes = word.getBytes(StandardCharsets.US_ASCII);
        blocks.put((byte) bytes.length).put(bytes);
    }

    private void number(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            blocks.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        blocks.put((byte) rest);
    }

    /// Closes the last block.
    void end() {
        makeRoom();
        blocks.put(StateFormat.END);
        number(swarms);
        number(peers);
        closeBlock();
    }

    long peers() {
        return peers;
    }

    /// The blocks that are finished, to be read before anything more is written.
    ByteBuffer finished() {
        return blocks.duplicate().flip().limit(blockStart);
    }

    /// Forgets what `finished` gave.
    void taken() {
        int unfinished = blocks.position() - blockStart;
        System.arraycopy(blocks.array(), blockStart, blocks.array(), 0, unfinished);
        blocks.position(unfinished);
        blockStart = 0;
    }

    private void makeRoom() {
        if (blocks.position() - blockStart >= StateFormat.FULL_BLOCK) {
            closeBlock();
            openBlock();
        }
        if (blocks.remaining() < MAX_RECORD) {
            blocks =
                    ByteBuffer.wrap(Arrays.copyOf(blocks.array(), blocks.capacity() * 2))
                            .position(blocks.position());
        }
    }

    private void openBlock() {
        blockStart = blocks.position();
        blocks.position(blockStart + StateFormat.BLOCK_HEAD);
    }

    private void closeBlock() {
        int payloadAt = blockStart + StateFormat.BLOCK_HEAD;
        int length = blocks.position() - payloadAt;
        blocks.putInt(blockStart, length)
                .putInt(blockStart + 4, StateFormat.crc(blocks.array(), payloadAt, length));
        blockStart = blocks.position();
    }
}
