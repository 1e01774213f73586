package io.seedpod.model.metainfo;

import io.seedpod.model.id.InfoHash;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A torrent's info dictionary: what its infohash stands for. Immutable; equal when the bytes are.
///
/// All paths are safe (see `PathRules`), all lengths add up.
public final class InfoDict {
    /// Bytes of a piece's hash.
    public static final int HASH_LENGTH = 20;

    private final InfoHash infoHash;
    private final String name;
    private final PieceLayout layout;
    private final List<FileEntry> files;
    private final boolean multiFile;
    private final boolean privateTorrent;
    private final byte[] source;
    private final byte[] hashes;
    private final Optional<V2Info> v2;

    InfoDict(
            byte[] source,
            byte[] hashes,
            String name,
            PieceLayout layout,
            List<FileEntry> files,
            boolean multiFile,
            boolean privateTorrent,
            Optional<V2Info> v2) {
        this.infoHash = InfoHash.ofInfo(source);
        this.source = source;
        this.hashes = hashes;
        this.name = name;
        this.layout = layout;
        this.files = List.copyOf(files);
        this.multiFile = multiFile;
        this.privateTorrent = privateTorrent;
        this.v2 = v2;
    }

    /// Reads the bytes of an info dictionary. Total: any bytes give an `InfoDict` or a refusal.
    public static InfoDict decode(byte[] infoBytes) throws MetainfoException {
        return InfoDecoder.decode(infoBytes.clone());
    }

    public InfoHash infoHash() {
        return infoHash;
    }

    /// The file's name, or that of the folder around the files; a plain name, see `PathRules`.
    public String name() {
        return name;
    }

    public PieceLayout layout() {
        return layout;
    }

    /// In the order of their bytes; a single file is the only entry.
    public List<FileEntry> files() {
        return files;
    }

    /// Whether the torrent is a folder of files, even if only of one.
    public boolean multiFile() {
        return multiFile;
    }

    /// Whether peers may be found through the torrent's trackers alone (BEP 27).
    public boolean privateTorrent() {
        return privateTorrent;
    }

    /// The v2 half of a hybrid torrent (BEP 52).
    public Optional<V2Info> v2() {
        return v2;
    }

    /// A copy of the bytes whose hash is the infohash.
    public byte[] source() {
        return source.clone();
    }

    /// Bytes of `source`, for those who hand it out in parts.
    public int sourceLength() {
        return source.length;
    }

    /// Whether a SHA-1 is that of a piece.
    public boolean matches(int pieceIndex, byte[] sha1) {
        int offset = hashOffset(pieceIndex);
        return Arrays.equals(hashes, offset, offset + HASH_LENGTH, sha1, 0, sha1.length);
    }

    /// A copy of a piece's SHA-1.
    public byte[] pieceHash(int pieceIndex) {
        int offset = hashOffset(pieceIndex);
        return Arrays.copyOfRange(hashes, offset, offset + HASH_LENGTH);
    }

    private int hashOffset(int pieceIndex) {
        if (pieceIndex < 0 || pieceIndex >= layout.pieceCount()) {
            throw new IndexOutOfBoundsException(
                    "piece " + pieceIndex + " (expected: below " + layout.pieceCount() + ")");
        }
        return pieceIndex * HASH_LENGTH;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InfoDict info
                && infoHash.equals(info.infoHash)
                && Arrays.equals(source, info.source);
    }

    @Override
    public int hashCode() {
        return infoHash.hashCode();
    }

    @Override
    public String toString() {
        return infoHash + " " + name;
    }
}
