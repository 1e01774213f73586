package io.seedpod.model.wire.extension;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.wire.PeerMessage.Extended;
import java.util.Arrays;
import java.util.Optional;

/// Asks for, carries or refuses a part of the info dictionary (BEP 9): a bencoded dictionary with
/// `msg_type` and `piece`; data adds `total_size`, and its bytes follow the dictionary.
public sealed interface MetadataMessage {
    /// Bytes of a part; the last may be shorter.
    int PART_LENGTH = 1 << 14;

    /// Index of the part, from 0.
    int part();

    /// `msg_type` 0.
    record Request(int part) implements MetadataMessage {}

    /// `msg_type` 1.
    ///
    /// @param totalSize bytes of the info dictionary, as the sender says
    @SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
    record Data(int part, long totalSize, byte[] bytes) implements MetadataMessage {
        @Override
        public boolean equals(Object other) {
            return other instanceof Data that
                    && part == that.part
                    && totalSize == that.totalSize
                    && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * part + Arrays.hashCode(bytes);
        }
    }

    /// `msg_type` 2.
    record Reject(int part) implements MetadataMessage {}

    /// Reads a payload; empty if it is none of the three. Data is at most [#PART_LENGTH] bytes.
    static Optional<MetadataMessage> decode(byte[] payload) {
        try {
            var prefix = Bencode.decodePrefix(payload, 0, payload.length, BencodeLimits.MESSAGE);
            if (!(prefix.value() instanceof BDictionary said)) {
                return Optional.empty();
            }
            long part = said.integer("piece").orElse(-1);
            if (part < 0 || part > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            long type = said.integer("msg_type").orElse(-1);
            if (type == 0) {
                return Optional.of(new Request((int) part));
            }
            if (type == 2) {
                return Optional.of(new Reject((int) part));
            }
            long totalSize = said.integer("total_size").orElse(-1);
            int length = payload.length - prefix.end();
            return type == 1 && totalSize > 0 && length > 0 && length <= PART_LENGTH
                    ? Optional.of(
                            new Data(
                                    (int) part,
                                    totalSize,
                                    Arrays.copyOfRange(payload, prefix.end(), payload.length)))
                    : Optional.empty();
        } catch (BencodeException _) {
            return Optional.empty();
        }
    }

    default byte[] encode() {
        var said = BDictionary.builder().put("piece", part());
        return switch (this) {
            case Request _ -> Bencode.encode(said.put("msg_type", 0).build());
            case Reject _ -> Bencode.encode(said.put("msg_type", 2).build());
            case Data(_, long totalSize, byte[] bytes) -> {
                var head =
                        Bencode.encode(
                                said.put("msg_type", 1).put("total_size", totalSize).build());
                var payload = Arrays.copyOf(head, head.length + bytes.length);
                System.arraycopy(bytes, 0, payload, head.length, bytes.length);
                yield payload;
            }
        };
    }

    /// The message under the number the receiver chose for `ut_metadata`.
    default Extended toMessage(int extensionId) {
        return new Extended(extensionId, encode());
    }
}
