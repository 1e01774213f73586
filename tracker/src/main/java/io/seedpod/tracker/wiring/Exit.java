package io.seedpod.tracker.wiring;

import io.seedpod.tracker.config.ExitCode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// How the process ends. Stopped by a signal in good order means 0, not the signal's number.
public final class Exit {
    private static final long STOP_SECONDS = 20;
    private static final CountDownLatch STOPPED = new CountDownLatch(1);
    private static final AtomicInteger CODE = new AtomicInteger(ExitCode.OK.number());

    private Exit() {}

    /// Has the process end with our code once Quarkus has stopped, whatever began the stop.
    public static void cleanlyOnSignal() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("exit-code").unstarted(Exit::onShutdown));
    }

    private static void onShutdown() {
        try {
            if (!STOPPED.await(STOP_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("tracker: not stopped within " + STOP_SECONDS + " s, giving up");
                CODE.compareAndSet(ExitCode.OK.number(), ExitCode.INTERNAL.number());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(CODE.get());
    }

    /// Something that must turn has died: stop, and say so by the exit code.
    public static void onDeath() {
        CODE.set(ExitCode.INTERNAL.number());
        Thread.ofPlatform().name("exit").start(() -> System.exit(ExitCode.INTERNAL.number()));
    }

    /// Called by Quarkus when it has stopped, or could not start.
    public static void afterQuarkus(Integer code, @Nullable Throwable failure) {
        if (failure != null) {
            boolean portTaken = isPortTaken(failure);
            System.err.println(
                    portTaken
                            ? "tracker: a port is in use by another program: " + root(failure)
                            : "tracker: cannot start: " + root(failure));
            CODE.set((portTaken ? ExitCode.PORT_IN_USE : ExitCode.INTERNAL).number());
        }
        STOPPED.countDown();
        System.exit(CODE.get());
    }

    private static boolean isPortTaken(Throwable failure) {
        return root(failure) instanceof java.net.BindException
                || failure.getClass().getSimpleName().equals("QuarkusBindException");
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
