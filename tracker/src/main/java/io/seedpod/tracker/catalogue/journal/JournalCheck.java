package io.seedpod.tracker.catalogue.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What a look at a journal says, which changes nothing; its tracker may be running.
///
/// @param isWhole whether there is nothing unreadable but perhaps an unfinished end
public record JournalCheck(int records, int bytes, int unreadableBytes, boolean isWhole) {
    /// Of the journal in a data folder; empty if there is none. Blocks.
    public static Optional<JournalCheck> of(Path folder) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(folder.resolve("catalogue.journal"));
            var scan = JournalScan.of(bytes);
            return Optional.of(
                    new JournalCheck(
                            scan.records().size(),
                            bytes.length,
                            scan.unreadableBytes(),
                            !scan.damaged()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
