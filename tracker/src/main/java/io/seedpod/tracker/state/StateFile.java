package io.seedpod.tracker.state;

import io.seedpod.tracker.swarm.SwarmRegistry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/// The file that holds the swarms, written anew as a whole and put in the old one's place at once.
/// Blocking; one thread.
final class StateFile {
    private final Path file;

    StateFile(Path file) {
        this.file = file;
    }

    /// Writes all swarms. The file before stays as it is until the new one is on disk.
    ///
    /// @param hurried whether to write without rests, which leave the processor to announces
    /// @return the peers written
    long write(SwarmRegistry swarms, StateClock clock, boolean hurried) throws IOException {
        return write(swarms, clock, hurried ? Pace.hurried() : Pace.system());
    }

    long write(SwarmRegistry swarms, StateClock clock, Pace pace) throws IOException {
        Path staged = file.resolveSibling(file.getFileName() + ".new");
        try (var target =
                FileChannel.open(
                        staged,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var writing = new StateWriting(clock.wall().millis(), target, pace);
            swarms.forEachSwarm(clock.steadySeconds().getAsLong(), writing);
            long peers = writing.end();
            target.force(false);
            // The folder is not forced: after a loss of power the file before may stand, which is
            // ten seconds older.
            Files.move(
                    staged,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return peers;
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            discard(staged, cause);
            throw cause;
        } catch (IOException e) {
            discard(staged, e);
            throw e;
        }
    }

    /// What is half written would keep a full disk full.
    private static void discard(Path staged, IOException why) {
        try {
            Files.deleteIfExists(staged);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /// @param peers that are in the registry again
    /// @param notice what an operator should know
    record Restored(long swarms, long peers, Optional<String> notice) {}

    /// Enters what the file holds, with what is left of each lifetime, to be handed out last.
    /// A file that cannot be used is set aside: swarms fill again by themselves.
    Restored restore(SwarmRegistry swarms, StateClock clock) {
        var restoring = new StateRestoring(swarms, clock);
        try (var source = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            StateDecoder.read(source, restoring);
            return restoring.done(Optional.empty());
        } catch (NoSuchFileException _) {
            return restoring.done(Optional.empty());
        } catch (StateDamagedException | IOException e) {
            return restoring.done(
                    Optional.of(
                            "swarms of the last run cannot be read, because %s; %s; peers announce themselves again within one interval"
                                    .formatted(e.getMessage(), setAside(clock))));
        }
    }

    private String setAside(StateClock clock) {
        long second = clock.wall().instant().getEpochSecond();
        Path aside = file.resolveSibling(file.getFileName() + ".corrupt-" + second);
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
            return "the file is set aside as " + aside;
        } catch (IOException e) {
            return "and it cannot be set aside: " + e;
        }
    }
}
