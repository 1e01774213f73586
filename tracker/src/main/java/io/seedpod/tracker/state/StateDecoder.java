package io.seedpod.tracker.state;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.KnownPeer;
import io.seedpod.tracker.swarm.SwarmRegistry;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads what `StateEncoder` wrote, block by block: a block is believed once its sum is right. Any
/// bytes give swarms or a `StateDamagedException`. One thread.
final class StateDecoder {
    private final Sink sink;
    private final byte[] payload = new byte[StateFormat.MAX_PAYLOAD];
    private @Nullable InfoHash swarm;
    private boolean begun;
    private boolean ended;
    private long swarms;
    private long peers;

    /// Where the swarms go, in the order they were written in.
    interface Sink {
        void begin(long writtenAtMillis);

        void swarm(InfoHash infoHash, int completed, long handOuts);

        void peer(InfoHash infoHash, KnownPeer peer);
    }

    private StateDecoder(Sink sink) {
        this.sink = sink;
    }

    /// Reads all of it. What stands before a damage has been told to the sink.
    ///
    /// @throws IOException what the disk says
    static void read(InputStream source, Sink sink) throws IOException, StateDamagedException {
        new StateDecoder(sink).read(new DataInputStream(source));
    }

    private void read(DataInputStream source) throws IOException, StateDamagedException {
        byte[] header = source.readNBytes(StateFormat.HEADER.length);
        if (!Arrays.equals(header, StateFormat.HEADER)) {
            throw new StateDamagedException(
                    "it does not begin as swarms of this version do (\"seedpod swarms 1\")");
        }
        try {
            while (!ended) {
                readBlock(source);
            }
        } catch (EOFException _) {
            throw new StateDamagedException("it ends in the middle");
        } catch (BufferUnderflowException | IllegalArgumentException _) {
            throw new StateDamagedException("a record makes no sense");
        }
        if (source.read() >= 0) {
            throw new StateDamagedException("something stands behind its end");
        }
    }

    private void readBlock(DataInputStream source) throws IOException, StateDamagedException {
        int length = source.readInt();
        int sum = source.readInt();
        if (length < 1 || length > StateFormat.MAX_PAYLOAD) {
            throw new StateDamagedException("a block of " + length + " bytes");
        }
        source.readFully(payload, 0, length);
        if (StateFormat.crc(payload, 0, length) != sum) {
            throw new StateDamagedException("a block's sum is wrong");
        }
        var records = ByteBuffer.wrap(payload, 0, length);
        while (records.hasRemaining()) {
            read(records);
        }
    }

    private void read(ByteBuffer records) throws StateDamagedException {
        byte kind = records.get();
        if (begun == (kind == StateFormat.BEGIN) || ended) {
            throw new StateDamagedException("a record in the wrong place");
        }
        switch (kind) {
            case StateFormat.BEGIN -> {
                begun = true;
                sink.begin(records.getLong());
            }
            case StateFormat.SWARM -> {
                var infoHash = InfoHash.read(records);
                swarm = infoHash;
                swarms++;
                int completed = (int) Math.min(Integer.MAX_VALUE, number(records));
                sink.swarm(infoHash, completed, number(records));
            }
            case StateFormat.PEER_V4 ->
                    peer(
                            new PeerEndpoint.V4(records.getInt(), records.getShort() & 0xffff),
                            records);
            case StateFormat.PEER_V6 ->
                    peer(
                            new PeerEndpoint.V6(
                                    records.getLong(),
                                    records.getLong(),
                                    records.getShort() & 0xffff),
                            records);
            case StateFormat.END -> {
                ended = true;
                if (number(records) != swarms || number(records) != peers) {
                    throw new StateDamagedException("it holds less than it says");
                }
            }
            default -> throw new StateDamagedException("a record of kind " + kind);
        }
    }

    private void peer(PeerEndpoint endpoint, ByteBuffer records) throws StateDamagedException {
        var infoHash = swarm;
        int bits = records.get();
        int lifetime = records.getShort() & 0xffff;
        long handOuts = number(records);
        var peerId = KnownPeer.UNKNOWN_ID;
        long left = KnownPeer.UNKNOWN_LEFT;
        if ((bits & StateFormat.DETAILS) != 0) {
            peerId = new PeerId(records.getLong(), records.getLong(), records.getInt());
            left = number(records);
        }
        var labels =
                (bits & StateFormat.LABELS) != 0
                        ? new Labels(word(records), word(records), word(records))
                        : Labels.NONE;
        if (infoHash == null
                || endpoint.port() == 0
                || lifetime < 1
                || lifetime > SwarmRegistry.MAX_LIFETIME_SECONDS) {
            throw new StateDamagedException("a peer that cannot be");
        }
        peers++;
        boolean seeder = (bits & StateFormat.SEEDER) != 0;
        boolean draining = (bits & StateFormat.DRAINING) != 0;
        sink.peer(
                infoHash,
                new KnownPeer(
                        endpoint, peerId, seeder, left, labels, draining, lifetime, handOuts));
    }

    private static String word(ByteBuffer records) {
        var bytes = new byte[records.get() & 0xff];
        records.get(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static long number(ByteBuffer records) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            byte group = records.get();
            value |= (group & 0x7fL) << shift;
            if (group >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number without an end");
    }
}
