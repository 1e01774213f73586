package io.seedpod.tracker.state;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// How swarms lie in a file. Big-endian.
///
/// ```
/// offset  size  field
///      0    17  "seedpod swarms 1\n"; another number is another format
///    then blocks, of which the last one ends with the record "end":
///      0     4  length n   bytes of the payload, in [1, 131072]
///      4     4  CRC-32C    of the payload
///      8     n  payload    whole records, one behind the other
/// ```
///
/// A record begins with its kind (1 byte). `n…` is a number in groups of seven bits, lowest first,
/// the top bit of a byte telling that another follows; a word is its length (1 byte) and ASCII.
///
/// ```
/// 1  begin   written at, milliseconds since 1970 (8); the first record
/// 2  swarm   infohash (20), completed n…, hand-outs n…; its peers follow
/// 4  peer    IPv4 address (4), port (2), then as below
/// 6  peer    IPv6 address (16), port (2), then
///            bits (1), lifetime left in seconds (2), hand-outs n…,
///            peer id (20) and left n… if bit 2, node, zone and region (words) if bit 3
/// 9  end     swarms n…, peers n…
///
/// bit 0  seeder   bit 1  draining   bit 2  it is known what the peer said   bit 3  labels
/// ```
final class StateFormat {
    static final byte[] HEADER = "seedpod swarms 1\n".getBytes(StandardCharsets.US_ASCII);

    /// A block is closed when it has so many bytes.
    static final int FULL_BLOCK = 64 << 10;

    static final int MAX_PAYLOAD = 2 * FULL_BLOCK;
    static final int BLOCK_HEAD = 8;

    static final byte BEGIN = 1;
    static final byte SWARM = 2;
    static final byte PEER_V4 = 4;
    static final byte PEER_V6 = 6;
    static final byte END = 9;

    static final int SEEDER = 1;
    static final int DRAINING = 1 << 1;
    static final int DETAILS = 1 << 2;
    static final int LABELS = 1 << 3;

    private StateFormat() {}

    static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
