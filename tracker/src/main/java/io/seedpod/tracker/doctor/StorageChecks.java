package io.seedpod.tracker.doctor;

import io.seedpod.tracker.catalogue.journal.JournalCheck;
import io.seedpod.tracker.config.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The data folder and the journal in it.
final class StorageChecks {
    private static final long LITTLE_SPACE = 256L << 20;
    private static final long NO_SPACE = 1L << 20;
    private static final long SLOW_FSYNC_MILLIS = 200;
    private static final int PAGE = 4_096;
    private static final String ANOTHER = "choose another folder with --data";

    private StorageChecks() {}

    static List<Finding> run(Path data) {
        var findings = new ArrayList<Finding>();
        if (!Files.exists(data)) {
            findings.add(missing(data));
            return findings;
        }
        findings.add(writing(data));
        findings.add(space(data));
        findings.add(journal(data));
        return findings;
    }

    private static Finding missing(Path data) {
        Path above = data;
        while (!Files.exists(above) && above.getParent() != null) {
            above = above.getParent();
        }
        return Files.isDirectory(above) && Files.isWritable(above)
                ? Finding.ok("data folder", data + " is made at the first start")
                : Finding.wrong(
                        ExitCode.STORAGE,
                        "data folder",
                        data + " cannot be made in " + above,
                        "names are kept there",
                        ANOTHER);
    }

    private static Finding writing(Path data) {
        Path probe = data.resolve(".doctor-" + ProcessHandle.current().pid());
        try {
            long started = System.nanoTime();
            try (var file =
                    FileChannel.open(
                            probe, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.allocate(PAGE));
                file.force(true);
            } finally {
                Files.deleteIfExists(probe);
            }
            long millis = (System.nanoTime() - started) / 1_000_000;
            return millis <= SLOW_FSYNC_MILLIS
                    ? Finding.ok(
                            "data folder", data + " is written and forced in " + millis + " ms")
                    : Finding.warning(
                            "data folder",
                            data + " took " + millis + " ms to be written and forced",
                            "each publish waits for that",
                            "use a faster disk, or one with less to do");
        } catch (IOException e) {
            return Finding.wrong(
                    ExitCode.STORAGE,
                    "data folder",
                    data + " cannot be written: " + e,
                    "names are kept there",
                    "make it the tracker's (chown), or " + ANOTHER);
        }
    }

    private static Finding space(Path data) {
        try {
            long free = Files.getFileStore(data).getUsableSpace();
            String what = (free >> 20) + " MiB free";
            if (free < NO_SPACE) {
                return Finding.wrong(
                        ExitCode.STORAGE,
                        "disk space",
                        what,
                        "nothing can be published",
                        "make room, or " + ANOTHER);
            }
            return free >= LITTLE_SPACE
                    ? Finding.ok("disk space", what)
                    : Finding.warning(
                            "disk space",
                            what,
                            "when it is used up nothing can be published",
                            "make room");
        } catch (IOException e) {
            return Finding.warning(
                    "disk space",
                    "not known: " + e,
                    "a full disk ends publishing",
                    "look with df " + data);
        }
    }

    private static Finding journal(Path data) {
        try {
            Optional<JournalCheck> journal = JournalCheck.of(data);
            if (journal.isEmpty()) {
                return Finding.ok("journal", "none yet: no name was ever published here");
            }
            var found = journal.get();
            String what = found.records() + " records, " + found.bytes() + " bytes";
            return found.isWhole()
                    ? Finding.ok("journal", what)
                    : Finding.warning(
                            "journal",
                            what + ", " + found.unreadableBytes() + " of them unreadable",
                            "the changes they held are lost",
                            "start: what is whole is kept, the damaged file is set aside; publish"
                                    + " what is missing again");
        } catch (IOException e) {
            return Finding.wrong(
                    ExitCode.STORAGE,
                    "journal",
                    "cannot be read: " + e,
                    "names are read from it at the start",
                    "make it readable for the tracker");
        }
    }
}
