package io.seedpod.peer.storage;

import io.seedpod.model.metainfo.InfoDict;
import java.nio.ByteBuffer;
import java.util.BitSet;

/// One torrent's content.
///
/// All methods block and may be called by several threads at once, for different pieces; a thread
/// that calls must not be interrupted, since that closes the file under all others. Buffers are
/// borrowed until the call returns. Pads read as zeros and are never stored. Every implementation
/// passes `StorageContract`.
public interface Storage extends AutoCloseable {
    InfoDict info();

    /// Stores a verified piece: all bytes between the buffer's position and limit, which are the
    /// whole piece. Advances the position to the limit.
    void write(int pieceIndex, ByteBuffer piece) throws StorageException;

    /// Fills `target` up to its limit with the piece's bytes from `begin` on.
    ///
    /// @throws StorageException `MISSING` for bytes that never were stored, `CHANGED` when the
    ///     content is not as it was hashed
    void read(int pieceIndex, int begin, ByteBuffer target) throws StorageException;

    /// Names the runs of files that hold some bytes of a piece, in order, for sending without
    /// copying. Throws like `read`.
    void regions(int pieceIndex, int begin, int length, RegionSink sink) throws StorageException;

    /// Whether size, modification time and inode of every file are as they were when it was hashed.
    /// True while fetching.
    boolean isUnchanged() throws StorageException;

    /// Forces to disk all that was written.
    void force() throws StorageException;

    /// Makes verified content what it shall be: empty files, executable bits, links, forced to
    /// disk, under its final name. May be called again after it failed or the process was killed.
    void complete() throws StorageException;

    /// Which files are wanted from now on, by their index. Bytes of others are kept where no user
    /// looks for files, if they are kept with the files at all.
    ///
    /// @param whole files of which every byte is verified: they stay where they are
    default void choose(BitSet wanted, BitSet whole) throws StorageException {}

    /// Closes files; files lent by `regions` stay open until they are given back.
    @Override
    void close();
}
