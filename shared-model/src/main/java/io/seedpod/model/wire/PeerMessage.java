package io.seedpod.model.wire;

import io.seedpod.model.merkle.HashRange;
import java.util.Arrays;
import java.util.Optional;

/// What one peer says to another after the handshake. Every frame is a `length` of 4 bytes, an `id`
/// of 1 byte and the fields below; all integers are unsigned 32 bit, big-endian. BEP 3 unless said
/// otherwise.
///
/// Values above 2^31-1 have no use in any torrent; the decoder refuses them, so an index, `begin`
/// or `length` in a message is never negative.
public sealed interface PeerMessage {

    /// Says nothing, so that the connection is not taken for dead. 4 bytes: a length of 0, no id.
    record KeepAlive() implements PeerMessage {}

    /// We will not answer requests now. 5 bytes, id 0.
    record Choke() implements PeerMessage {}

    /// We will answer requests. 5 bytes, id 1.
    record Unchoke() implements PeerMessage {}

    /// The receiver has a piece that we want. 5 bytes, id 2.
    record Interested() implements PeerMessage {}

    /// The receiver has no piece that we want. 5 bytes, id 3.
    record NotInterested() implements PeerMessage {}

    /// Tells a peer that we now have a piece. 9 bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  length   5
    ///      4     1  id       4
    ///      5     4  piece    index in [0, pieceCount)
    /// ```
    record Have(int pieceIndex) implements PeerMessage {}

    /// The pieces we have; only as the first message. 5 + n bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  length   1 + n, n = ceil(pieceCount / 8)
    ///      4     1  id       5
    ///      5     n  bits     bit 0 is the highest bit of byte 0; spare bits are 0
    /// ```
    ///
    /// The bytes are kept as they came, because a peer that has no metadata yet does not know how
    /// many pieces there are; [#bitfield] reads them once it does.
    @SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
    record BitfieldMessage(byte[] bits) implements PeerMessage {
        public BitfieldMessage(Bitfield bitfield) {
            this(bitfield.encode());
        }

        /// The pieces; empty if the message does not fit a torrent of that many pieces.
        public Optional<Bitfield> bitfield(int pieceCount) {
            return Bitfield.decode(bits, pieceCount);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof BitfieldMessage that && Arrays.equals(bits, that.bits);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bits);
        }

        @Override
        public String toString() {
            return "BitfieldMessage[" + bits.length + " bytes]";
        }
    }

    /// Asks for a block. 17 bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  length   13
    ///      4     1  id       6
    ///      5     4  index    of the piece
    ///      9     4  begin    byte offset in the piece
    ///     13     4  length   bytes; at most 16 KiB unless both sides announced more
    /// ```
    record Request(int pieceIndex, int begin, int length) implements PeerMessage {}

    /// Heads a block; the payload follows on the wire and is not part of this record. 13 bytes and
    /// the payload.
    ///
    /// ```
    /// offset  size    field
    ///      0     4    length   9 + payload length
    ///      4     1    id       7
    ///      5     4    index    of the piece
    ///      9     4    begin    byte offset in the piece
    ///     13  length  payload
    /// ```
    record Piece(int pieceIndex, int begin, int length) implements PeerMessage {}

    /// Takes a request back. 17 bytes, id 8, fields as [Request].
    record Cancel(int pieceIndex, int begin, int length) implements PeerMessage {}

    /// The sender's DHT port (BEP 5). 7 bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  length   3
    ///      4     1  id       9
    ///      5     2  port     unsigned 16 bit
    /// ```
    record Port(int port) implements PeerMessage {}

    /// Suggests a piece to fetch (BEP 6). 9 bytes, id 13, field as [Have].
    record SuggestPiece(int pieceIndex) implements PeerMessage {}

    /// We have every piece; in place of a bitfield (BEP 6). 5 bytes, id 14.
    record HaveAll() implements PeerMessage {}

    /// We have no piece; in place of a bitfield (BEP 6). 5 bytes, id 15.
    record HaveNone() implements PeerMessage {}

    /// A request that will not be answered (BEP 6). 17 bytes, id 16, fields as [Request].
    record RejectRequest(int pieceIndex, int begin, int length) implements PeerMessage {}

    /// A piece the receiver may request though choked (BEP 6). 9 bytes, id 17, field as [Have].
    record AllowedFast(int pieceIndex) implements PeerMessage {}

    /// Carries an extension's message (BEP 10). 6 + n bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  length   2 + n
    ///      4     1  id       20
    ///      5     1  ext id   0 = extension handshake, else the number the receiver chose
    ///      6     n  payload
    /// ```
    @SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
    record Extended(int extensionId, byte[] payload) implements PeerMessage {
        @Override
        public boolean equals(Object other) {
            return other instanceof Extended that
                    && extensionId == that.extensionId
                    && Arrays.equals(payload, that.payload);
        }

        @Override
        public int hashCode() {
            return 31 * extensionId + Arrays.hashCode(payload);
        }

        @Override
        public String toString() {
            return "Extended[" + extensionId + ", " + payload.length + " bytes]";
        }
    }

    /// Asks for nodes of a file's merkle tree and their proof (BEP 52). 53 bytes. Only between
    /// peers that have shaken hands for v2.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  length   49
    ///      4     1  id       21
    ///      5    48  range    see `HashRange`
    /// ```
    record HashRequest(HashRange range) implements PeerMessage {}

    /// Nodes of a file's merkle tree, and their uncles up to the layer asked for (BEP 52). 53 +
    /// 32 n bytes. To be believed when `HashProof` says so, and not before.
    ///
    /// ```
    /// offset  size    field
    ///      0       4  length   49 + 32 n
    ///      4       1  id       22
    ///      5      48  range    that of the request, see `HashRange`
    ///     53  32 * n  sums     the nodes, then their uncles from the lowest to the highest
    /// ```
    @SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
    record Hashes(HashRange range, byte[] sums) implements PeerMessage {
        @Override
        public boolean equals(Object other) {
            return other instanceof Hashes that
                    && range.equals(that.range)
                    && Arrays.equals(sums, that.sums);
        }

        @Override
        public int hashCode() {
            return 31 * range.hashCode() + Arrays.hashCode(sums);
        }

        @Override
        public String toString() {
            return "Hashes[" + range + ", " + sums.length + " bytes]";
        }
    }

    /// A hash request that will not be answered (BEP 52). 53 bytes, id 23, fields as [HashRequest].
    record HashReject(HashRange range) implements PeerMessage {}

    /// A message of an id we do not know; its body was skipped. We never send one.
    record Unknown(int id) implements PeerMessage {}
}
