package io.seedpod.peer.storage.resume;

import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Keeps a record in a file: written beside it, forced, renamed over it, and the folder forced.
public final class FileResumeStore implements ResumeStore {
    private static final String NEW_SUFFIX = ".new";
    private static final String ASIDE_SUFFIX = ".corrupt";

    private final Path file;

    public FileResumeStore(Path file) {
        this.file = file.toAbsolutePath();
    }

    @Override
    public Outcome read() throws StorageException {
        byte[] bytes;
        try (InputStream input = Files.newInputStream(file)) {
            bytes = input.readNBytes(RecordFormat.MAX_LENGTH + 1);
        } catch (NoSuchFileException _) {
            return new Outcome.Absent();
        } catch (IOException e) {
            throw new StorageException(
                    Kind.UNREADABLE,
                    "cannot read resume record " + file + ": " + e.getMessage(),
                    e);
        }
        var record =
                bytes.length > RecordFormat.MAX_LENGTH
                        ? Optional.<ResumeRecord>empty()
                        : RecordFormat.decode(bytes);
        if (record.isPresent()) {
            return new Outcome.Found(record.get());
        }
        Path aside = sibling(ASIDE_SUFFIX);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
        return new Outcome.SetAside(
                "resume record is damaged, hashing what is on disk again; kept as " + aside);
    }

    @Override
    public void write(ResumeRecord record) throws StorageException {
        Path fresh = sibling(NEW_SUFFIX);
        try {
            try (var channel =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                var bytes = ByteBuffer.wrap(RecordFormat.encode(record));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            forceFolder();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void remove() throws StorageException {
        try {
            if (Files.deleteIfExists(file)) {
                forceFolder();
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void forceFolder() throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private StorageException unwritable(IOException cause) {
        return StorageException.writing(file, 0, cause);
    }
}
