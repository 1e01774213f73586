package io.seedpod.tracker.catalogue.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The file that keeps the catalogue's changes in order. Blocking; one thread.
///
/// ```
/// offset  size  field
///      0    20  "seedpod catalogue 1\n"
///    then, for each change, big-endian:
///      0     4  length n    bytes of the payload, in [1, 65536]
///      4     4  CRC-32C     of the payload
///      8     n  payload     see CatalogueRecord
/// ```
///
/// What stands unfinished at the end after a crash was never acknowledged, and is cut off. A file
/// that is damaged anywhere else is set aside under another name, and a new one is written with
/// every record that is still whole.
final class Journal implements AutoCloseable {
    static final int MAX_PAYLOAD = 64 << 10;

    private final Path file;
    private FileChannel channel;
    private int recordCount;

    private Journal(Path file, FileChannel channel, int recordCount) {
        this.file = file;
        this.channel = channel;
        this.recordCount = recordCount;
    }

    /// @param notice what an operator should know about the state the file was found in
    record Opened(Journal journal, List<CatalogueRecord> records, Optional<String> notice) {}

    /// Reads the file, makes it if there is none, and mends it as said above.
    static Opened open(Path file, Instant now) throws IOException {
        if (!Files.exists(file)) {
            rewrite(file, List.of());
            return opened(file, List.of(), Optional.empty());
        }
        var scan = JournalScan.of(Files.readAllBytes(file));
        if (scan.damaged()) {
            Path aside =
                    free(
                            file.resolveSibling(
                                    file.getFileName() + ".damaged-" + now.getEpochSecond()));
            Files.copy(file, aside, StandardCopyOption.COPY_ATTRIBUTES);
            rewrite(file, scan.records());
            return opened(
                    file,
                    scan.records(),
                    Optional.of(
                            "catalogue was damaged: kept %d records, lost what %d bytes said; the damaged file is set aside as %s"
                                    .formatted(
                                            scan.records().size(), scan.unreadableBytes(), aside)));
        }
        var opened = opened(file, scan.records(), Optional.empty());
        if (scan.unreadableBytes() == 0) {
            return opened;
        }
        opened.journal.channel.truncate(scan.wholeLength());
        opened.journal.channel.force(true);
        return new Opened(
                opened.journal,
                opened.records,
                Optional.of(
                        "catalogue ended in a change that was never finished: cut off %d bytes"
                                .formatted(scan.unreadableBytes())));
    }

    private static Opened opened(Path file, List<CatalogueRecord> records, Optional<String> notice)
            throws IOException {
        return new Opened(new Journal(file, append(file), records.size()), records, notice);
    }

    /// Changes in the file, those that later ones made void among them.
    int recordCount() {
        return recordCount;
    }

    /// Adds the changes; they are on disk when this returns. After a failure the file is as it was.
    void append(List<CatalogueRecord> changes) throws IOException {
        long before = channel.size();
        try {
            writeFully(channel, ByteBuffer.wrap(encode(changes)));
            channel.force(false);
        } catch (IOException e) {
            try {
                channel.truncate(before);
            } catch (IOException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
        recordCount += changes.size();
    }

    /// Writes the file anew with just these, by atomic replace.
    void compact(Collection<CatalogueRecord> living) throws IOException {
        rewrite(file, living);
        channel.close();
        channel = append(file);
        recordCount = living.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void rewrite(Path file, Collection<CatalogueRecord> records) throws IOException {
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        try (var target =
                FileChannel.open(
                        staged,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            writeFully(target, ByteBuffer.wrap(JournalScan.header()));
            writeFully(target, ByteBuffer.wrap(encode(records)));
            target.force(true);
        }
        Files.move(
                staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceFolder(file.resolveSibling(""));
    }

    private static FileChannel append(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static byte[] encode(Collection<CatalogueRecord> records) {
        var bytes = new ByteArrayOutputStream();
        for (CatalogueRecord each : records) {
            byte[] payload = CatalogueRecord.encode(each);
            bytes.writeBytes(
                    ByteBuffer.allocate(8)
                            .putInt(payload.length)
                            .putInt(crc(payload, 0, payload.length))
                            .array());
            bytes.writeBytes(payload);
        }
        return bytes.toByteArray();
    }

    static int crc(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static void writeFully(FileChannel target, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
    }

    /// Makes names just created or moved in a folder survive a loss of power.
    static void forceFolder(Path folder) throws IOException {
        try (var handle = FileChannel.open(folder, StandardOpenOption.READ)) {
            handle.force(true);
        }
    }

    private static Path free(Path wanted) {
        Path file = wanted;
        for (int i = 2; Files.exists(file); i++) {
            file = wanted.resolveSibling(wanted.getFileName() + "-" + i);
        }
        return file;
    }
}
