package io.seedpod.peer.session.record;

import io.seedpod.model.id.InfoHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// The records of a daemon's torrents, one file each: `STATE/torrents/INFOHASH`. Blocks.
///
/// A record is written beside its place, forced, and renamed into it: readers see all or nothing.
public final class TorrentRecords {
    private static final String ASIDE = ".corrupt";

    private final Path folder;

    public TorrentRecords(Path stateFolder) {
        folder = stateFolder.resolve("torrents");
    }

    public void write(TorrentRecord record) throws IOException {
        Files.createDirectories(folder);
        var staging = folder.resolve("." + record.infoHash().hex() + ".new");
        try (var channel =
                FileChannel.open(
                        staging,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(record.encode());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                staging,
                file(record.infoHash()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    public void remove(InfoHash infoHash) throws IOException {
        Files.deleteIfExists(file(infoHash));
    }

    /// Every record. What cannot be read is set aside; its content is hashed again, nothing is
    /// lost.
    public List<TorrentRecord> all() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var records = new ArrayList<TorrentRecord>();
        try (var files = Files.newDirectoryStream(folder, "[0-9a-f]*")) {
            for (var file : files) {
                if (!file.getFileName().toString().endsWith(ASIDE)) {
                    var record = TorrentRecord.decode(Files.readAllBytes(file));
                    if (record.isPresent()) {
                        records.add(record.get());
                    } else {
                        Files.move(
                                file,
                                file.resolveSibling(file.getFileName() + ASIDE),
                                StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
        return records;
    }

    /// Whether the state folder takes a file now.
    public boolean isWritable() {
        try {
            Files.createDirectories(folder);
            var probe = folder.resolve(".probe");
            Files.write(probe, new byte[] {1});
            Files.delete(probe);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private Path file(InfoHash infoHash) {
        return folder.resolve(infoHash.hex());
    }
}
