package io.seedpod.tracker.state;

import io.seedpod.model.tracker.Members;
import io.seedpod.tracker.swarm.SwarmRegistry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Has the swarms written every ten seconds and once more at the end, on a thread of its own. A
/// disk that fails is told once, and tried again.
public final class StateKeeper implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StateKeeper.class);

    /// In the data folder.
    public static final String FILE = "swarms.state";

    private static final long PAUSE_SECONDS = 10;
    private static final long LAST_WRITE_SECONDS = 15;

    private final StateFile file;
    private final SwarmRegistry swarms;
    private final StateClock clock;
    private final StateObserver observer;
    private final ScheduledExecutorService thread;

    // Touched on the thread alone.
    private long writtenPeers = -1;
    private boolean failing;

    public StateKeeper(
            Path dataFolder, SwarmRegistry swarms, StateClock clock, StateObserver observer) {
        file = new StateFile(dataFolder.resolve(FILE));
        this.swarms = swarms;
        this.clock = clock;
        this.observer = observer;
        thread =
                Executors.newSingleThreadScheduledExecutor(
                        task -> Thread.ofPlatform().name("state").daemon(true).unstarted(task));
    }

    /// Enters what the last run left. Before the first announce; blocking.
    public void restore() {
        long begun = System.nanoTime();
        var restored = file.restore(swarms, clock);
        restored.notice().ifPresent(LOG::warn);
        if (restored.peers() > 0) {
            LOG.infof(
                    "%d peers in %d swarms of the last run are handed out last until they announce (read in %d ms)",
                    restored.peers(),
                    restored.swarms(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
    }

    /// Begins to write. To be called once.
    public void start() {
        var _ =
                thread.scheduleWithFixedDelay(
                        () -> write(false), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
    }

    private void write(boolean hurried) {
        try {
            if (writtenPeers == 0 && isEmpty()) {
                return;
            }
            writtenPeers = file.write(swarms, clock, hurried);
            observer.onWritten();
            if (failing) {
                failing = false;
                LOG.info("swarms are written again");
            }
        } catch (IOException e) {
            observer.onFailed();
            if (!failing) {
                failing = true;
                LOG.warnf(
                        "swarms cannot be written: %s; a restart now would begin with those written last (tried again every %d s)",
                        reason(e), PAUSE_SECONDS);
            }
        } catch (RuntimeException | Error e) {
            // Our own mistake: without this the thread would fall silent.
            observer.onFailed();
            LOG.error("writing the swarms has failed", e);
        }
    }

    private boolean isEmpty() {
        return swarms.counts().peers() == 0 && swarms.counts(Members.INFO_HASH).seeders() == 0;
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(e.getMessage());
    }

    /// Writes once more, and ends.
    @Override
    public void close() {
        thread.execute(() -> write(true));
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_WRITE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warnf("swarms not written within %d s, leaving", LAST_WRITE_SECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
