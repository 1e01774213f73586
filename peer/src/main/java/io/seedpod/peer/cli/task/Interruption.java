package io.seedpod.peer.cli.task;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Ctrl-C and SIGTERM while a command runs.
///
/// The JVM ends a signalled process with 130 or 143 by itself once its shutdown hooks are through;
/// one of them is Quarkus', which tells us first. The command's farewell runs there, with
/// everything still standing. A farewell that finds the work done ends the process with 0 instead.
@ApplicationScoped
public class Interruption {
    private final AtomicReference<@Nullable Supplier<Boolean>> farewell = new AtomicReference<>();
    private final CountDownLatch asked = new CountDownLatch(1);

    /// From now on a signal runs this, on another thread. It says whether the work was done.
    public void onSignal(Supplier<Boolean> leave) {
        farewell.set(leave);
    }

    /// The command is past the point where a signal needs care.
    public void forget() {
        farewell.set(null);
    }

    /// Waits that long; false when a signal came meanwhile. From then on the farewell owns the
    /// screen.
    public boolean pause(long millis) {
        try {
            return !asked.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void onShutdown(@Observes ShutdownEvent event) {
        var leave = farewell.getAndSet(null);
        if (leave == null) {
            return;
        }
        asked.countDown();
        var done = leave.get();
        System.out.flush();
        System.err.flush();
        if (done && !Recording.isUnderWay()) {
            Runtime.getRuntime().halt(ExitCode.OK.code());
        }
    }
}
