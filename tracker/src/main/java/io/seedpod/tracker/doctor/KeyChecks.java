package io.seedpod.tracker.doctor;

import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Replication;
import io.seedpod.tracker.wiring.ConnectionKeys;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The key that connection ids are made with: the one that was given, or the data folder's own.
final class KeyChecks {
    private static final String CHECK = "key";
    private static final String WHY = "connection ids are made with it";

    private KeyChecks() {}

    /// @param given the file that the settings name, if they do
    static List<Finding> run(Path data, Optional<Path> given) {
        Path key = given.orElse(data.resolve(ConnectionKeys.FILE));
        if (given.isEmpty() && !Files.exists(key)) {
            return Files.exists(data)
                    ? List.of(Finding.ok(CHECK, "none yet: made at the first start"))
                    : List.of();
        }
        return List.of(look(key, given.isPresent()));
    }

    private static Finding look(Path key, boolean isGiven) {
        try {
            int count = ConnectionKeys.count(key);
            String what = key + (count == 1 ? "" : " holds two keys, the second being replaced;");
            return isOthers(key, isGiven)
                    ? Finding.warning(
                            CHECK,
                            what + " can be read or changed by others",
                            "who knows it can announce under anybody's address",
                            "chmod 600 " + key)
                    : Finding.ok(
                            CHECK,
                            what + (isGiven ? " is no stranger's" : " is the owner's alone"));
        } catch (FileSystemException e) {
            return Finding.wrong(
                    isGiven ? ExitCode.USAGE : ExitCode.STORAGE,
                    CHECK,
                    key + " cannot be read: " + e,
                    WHY,
                    isGiven
                            ? "name one that is there with " + Replication.CONNECTION_KEY.flag()
                            : "make it readable for the tracker, or delete it for a new one");
        } catch (IOException e) {
            return Finding.wrong(
                    ExitCode.STORAGE,
                    CHECK,
                    String.valueOf(e.getMessage()),
                    WHY,
                    isGiven ? "write such a file" : "delete it to have a new one made");
        }
    }

    /// Whether anybody but the owner can read or change it; not known counts as no. One that was
    /// given may be its group's to read, as a mounted Secret is.
    private static boolean isOthers(Path key, boolean isGiven) throws IOException {
        Set<PosixFilePermission> others =
                EnumSet.of(
                        PosixFilePermission.GROUP_READ,
                        PosixFilePermission.GROUP_WRITE,
                        PosixFilePermission.OTHERS_READ,
                        PosixFilePermission.OTHERS_WRITE);
        if (isGiven) {
            others.remove(PosixFilePermission.GROUP_READ);
        }
        try {
            others.retainAll(Files.getPosixFilePermissions(key));
            return !others.isEmpty();
        } catch (UnsupportedOperationException _) {
            return false;
        }
    }
}
