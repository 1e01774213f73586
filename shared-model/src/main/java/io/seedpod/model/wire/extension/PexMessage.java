package io.seedpod.model.wire.extension;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.wire.PeerMessage.Extended;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Tells a peer which others we are connected to, and which no more (BEP 11): a bencoded
/// dictionary of compact peers, big-endian. All keys may be absent.
///
/// ```
/// key                   meaning
/// added, dropped        6 bytes each: IPv4 address, port
/// added.f, added6.f     1 byte of flags for each added peer, in the same order
/// added6, dropped6      18 bytes each: IPv6 address, port
///
/// flags: 1 prefers encryption, 2 seeder or upload only, 4 uTP, 8 holepunch, 16 reachable
/// ```
public record PexMessage(List<Added> added, List<PeerEndpoint> dropped) {
    /// Most peers taken from one message, added and dropped each; more are ignored.
    public static final int MAX_PEERS = 200;

    private static final int SEEDER = 2;
    private static final int REACHABLE = 16;

    /// A peer we are connected to.
    ///
    /// @param flags 1 prefers encryption, 2 seeder, 4 uTP, 8 holepunch, 16 reachable
    public record Added(PeerEndpoint endpoint, int flags) {
        /// @param reachable the sender dialled it, so it can be dialled
        public static Added of(PeerEndpoint endpoint, boolean seeder, boolean reachable) {
            return new Added(endpoint, (reachable ? REACHABLE : 0) | (seeder ? SEEDER : 0));
        }

        public boolean isSeeder() {
            return (flags & SEEDER) != 0;
        }
    }

    public PexMessage {
        added = List.copyOf(added);
        dropped = List.copyOf(dropped);
    }

    /// Reads a payload; empty if it is no dictionary.
    public static Optional<PexMessage> decode(byte[] payload) {
        try {
            if (!(Bencode.decode(payload, BencodeLimits.MESSAGE) instanceof BDictionary said)) {
                return Optional.empty();
            }
            var added = new ArrayList<Added>();
            readAdded(said, "added", 4, added);
            readAdded(said, "added6", 16, added);
            var dropped = new ArrayList<PeerEndpoint>();
            readDropped(said, "dropped", 4, dropped);
            readDropped(said, "dropped6", 16, dropped);
            return Optional.of(new PexMessage(added, dropped));
        } catch (BencodeException _) {
            return Optional.empty();
        }
    }

    private static void readAdded(BDictionary said, String key, int length, List<Added> added) {
        var peers = bytes(said, key);
        var flags = bytes(said, key + ".f");
        for (int i = 0; (i + 1) * (length + 2) <= peers.length && added.size() < MAX_PEERS; i++) {
            int flag = i < flags.length ? flags[i] & 0xFF : 0;
            var endpoint = endpoint(peers, i * (length + 2), length);
            if (endpoint.port() != 0) {
                added.add(new Added(endpoint, flag));
            }
        }
    }

    private static void readDropped(
            BDictionary said, String key, int length, List<PeerEndpoint> dropped) {
        var peers = bytes(said, key);
        for (int at = 0;
                at + length + 2 <= peers.length && dropped.size() < MAX_PEERS;
                at += length + 2) {
            dropped.add(endpoint(peers, at, length));
        }
    }

    private static byte[] bytes(BDictionary said, String key) {
        return said.string(key).map(string -> string.bytes()).orElse(new byte[0]);
    }

    private static PeerEndpoint endpoint(byte[] peers, int at, int length) {
        int port = ((peers[at + length] & 0xFF) << 8) | (peers[at + length + 1] & 0xFF);
        return PeerEndpoint.of(Arrays.copyOfRange(peers, at, at + length), port);
    }

    public byte[] encode() {
        var said = BDictionary.builder();
        for (int length : new int[] {4, 16}) {
            var suffix = length == 4 ? "" : "6";
            var peers = new ByteArrayOutputStream();
            var flags = new ByteArrayOutputStream();
            for (var each : added) {
                if (write(each.endpoint(), length, peers)) {
                    flags.write(each.flags());
                }
            }
            var gone = new ByteArrayOutputStream();
            dropped.forEach(endpoint -> write(endpoint, length, gone));
            said.put("added" + suffix, peers.toByteArray())
                    .put("added" + suffix + ".f", flags.toByteArray())
                    .put("dropped" + suffix, gone.toByteArray());
        }
        return Bencode.encode(said.build());
    }

    private static boolean write(PeerEndpoint endpoint, int length, ByteArrayOutputStream target) {
        var address = endpoint.addressBytes();
        if (address.length != length) {
            return false;
        }
        target.writeBytes(address);
        target.write(endpoint.port() >>> 8);
        target.write(endpoint.port());
        return true;
    }

    /// The message under the number the receiver chose for `ut_pex`.
    public Extended toMessage(int extensionId) {
        return new Extended(extensionId, encode());
    }
}
