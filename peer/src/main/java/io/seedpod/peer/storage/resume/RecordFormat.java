package io.seedpod.peer.storage.resume;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BInteger;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.metainfo.PieceLayout;
import io.seedpod.model.wire.Bitfield;
import io.seedpod.peer.storage.FileStamp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Bytes of a resume record.
///
/// ```
/// offset  size  field
///      0    17  "seedpod-resume 1\n"
///     17    20  SHA-1 of all that follows
///     37     …  bencode: a dictionary of `downloaded`, `files` (size, modified, inode of each),
///               `info hash`, `metainfo` if known, `pieces`, `uploaded` and `verified`
/// ```
final class RecordFormat {
    /// Metainfo may be 32 MiB, and the rest is a fraction of it.
    static final int MAX_LENGTH = 64 << 20;

    private static final byte[] MAGIC = "seedpod-resume 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SUM_LENGTH = 20;
    private static final int BODY = MAGIC.length + SUM_LENGTH;
    private static final BencodeLimits LIMITS = new BencodeLimits(MAX_LENGTH, 2, 8 << 20, true);

    private RecordFormat() {}

    static byte[] encode(ResumeRecord record) {
        var files = new ArrayList<BValue>();
        for (FileStamp stamp : record.stamps()) {
            files.add(new BInteger(stamp.size()));
            files.add(new BInteger(stamp.modifiedNanos()));
            files.add(new BInteger(stamp.inode()));
        }
        var body =
                BDictionary.builder()
                        .put("downloaded", record.downloaded())
                        .put("files", files)
                        .put("info hash", record.infoHash().bytes())
                        .put("pieces", record.verified().pieceCount())
                        .put("uploaded", record.uploaded())
                        .put("verified", record.verified().encode());
        record.metainfo().ifPresent(metainfo -> body.put("metainfo", metainfo.encode()));
        byte[] encoded = Bencode.encode(body.build());
        byte[] bytes = Arrays.copyOf(MAGIC, BODY + encoded.length);
        System.arraycopy(sum(encoded), 0, bytes, MAGIC.length, SUM_LENGTH);
        System.arraycopy(encoded, 0, bytes, BODY, encoded.length);
        return bytes;
    }

    /// Total: any bytes give a record or empty.
    static Optional<ResumeRecord> decode(byte[] bytes) {
        if (bytes.length < BODY || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return Optional.empty();
        }
        byte[] body = Arrays.copyOfRange(bytes, BODY, bytes.length);
        if (!Arrays.equals(bytes, MAGIC.length, BODY, sum(body), 0, SUM_LENGTH)) {
            return Optional.empty();
        }
        return decodeBody(body);
    }

    /// The part behind the sum, which proves that it is whole, not that it is well meant.
    static Optional<ResumeRecord> decodeBody(byte[] body) {
        try {
            return Bencode.decode(body, LIMITS) instanceof BDictionary dictionary
                    ? record(dictionary)
                    : Optional.empty();
        } catch (BencodeException _) {
            return Optional.empty();
        }
    }

    private static Optional<ResumeRecord> record(BDictionary body) {
        var infoHash = body.string("info hash").filter(hash -> hash.length() == InfoHash.LENGTH);
        long pieces = body.integer("pieces").orElse(-1);
        var verified =
                pieces < 0 || pieces > PieceLayout.MAX_PIECE_COUNT
                        ? Optional.<Bitfield>empty()
                        : body.string("verified")
                                .flatMap(bytes -> Bitfield.decode(bytes.bytes(), (int) pieces));
        var stamps = body.list("files").flatMap(RecordFormat::stamps);
        long uploaded = body.integer("uploaded").orElse(-1);
        long downloaded = body.integer("downloaded").orElse(-1);
        if (infoHash.isEmpty()
                || verified.isEmpty()
                || stamps.isEmpty()
                || uploaded < 0
                || downloaded < 0) {
            return Optional.empty();
        }
        return Optional.of(
                new ResumeRecord(
                        InfoHash.of(infoHash.get().bytes()),
                        body.string("metainfo").flatMap(RecordFormat::metainfo),
                        verified.get(),
                        stamps.get(),
                        uploaded,
                        downloaded));
    }

    /// Metainfo that does not read counts as not known: it can be had from peers again.
    private static Optional<Metainfo> metainfo(BString bytes) {
        try {
            return Optional.of(Metainfo.decode(bytes.bytes()));
        } catch (MetainfoException _) {
            return Optional.empty();
        }
    }

    private static Optional<List<FileStamp>> stamps(List<BValue> values) {
        if (values.size() % 3 != 0) {
            return Optional.empty();
        }
        var stamps = new ArrayList<FileStamp>(values.size() / 3);
        for (int i = 0; i < values.size(); i += 3) {
            if (!(values.get(i) instanceof BInteger(long size)
                    && values.get(i + 1) instanceof BInteger(long modified)
                    && values.get(i + 2) instanceof BInteger(long inode))) {
                return Optional.empty();
            }
            stamps.add(new FileStamp(size, modified, inode));
        }
        return Optional.of(stamps);
    }

    private static byte[] sum(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-1", e);
        }
    }
}
