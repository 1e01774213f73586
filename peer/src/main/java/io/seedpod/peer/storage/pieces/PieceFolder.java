package io.seedpod.peer.storage.pieces;

import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A folder with a torrent's pieces: a file for each that is there (`00000017.piece`), and one that
/// says of what they are pieces (`content.torrent`). Blocks.
public final class PieceFolder {
    private static final String TORRENT = "content.torrent";
    private static final long MAX_TORRENT_BYTES = 64L << 20;

    private final Path folder;

    public PieceFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    public Path path() {
        return folder;
    }

    Path piece(int pieceIndex) {
        return folder.resolve("%08d.piece".formatted(pieceIndex));
    }

    /// Whether it says what it holds pieces of.
    public boolean isThere() {
        return Files.isRegularFile(folder.resolve(TORRENT), LinkOption.NOFOLLOW_LINKS);
    }

    /// What the folder holds pieces of. Fails with `MISSING` when it is not said.
    public Metainfo metainfo() throws StorageException {
        Path file = folder.resolve(TORRENT);
        try {
            if (Files.size(file) > MAX_TORRENT_BYTES) {
                throw new StorageException(Kind.UNREADABLE, "no torrent, too large: " + file);
            }
            return Metainfo.decode(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new StorageException(
                    Kind.MISSING, "no folder of pieces, %s is missing".formatted(file), e);
        } catch (IOException e) {
            throw StorageException.reading(file, e);
        } catch (MetainfoException e) {
            throw new StorageException(Kind.UNREADABLE, file + ": " + e.getMessage(), e);
        }
    }

    /// Makes the folder, or finds it to be this torrent's. One that holds something else is
    /// refused.
    public void prepare(Metainfo metainfo) throws StorageException {
        Path file = folder.resolve(TORRENT);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (!metainfo().info().infoHash().equals(metainfo.info().infoHash())) {
                throw new StorageException(
                        Kind.EXISTS, "already there, with pieces of another torrent: " + folder);
            }
            return;
        }
        try {
            Files.createDirectories(folder);
            Path fresh = folder.resolve(TORRENT + ".new");
            try (var channel =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                var bytes = java.nio.ByteBuffer.wrap(metainfo.encode());
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            force();
        } catch (IOException e) {
            throw StorageException.writing(file, 0, e);
        }
    }

    /// Opens the pieces that are there.
    public PieceStorage open(InfoDict info) {
        return new PieceStorage(info, this);
    }

    /// Forces the names in it to disk.
    void force() throws StorageException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw StorageException.writing(folder, 0, e);
        }
    }
}
