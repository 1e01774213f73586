package io.seedpod.peer.cli.shell;

import io.seedpod.peer.cli.shell.console.Console;
import io.seedpod.peer.cli.shell.word.Word;
import io.seedpod.peer.session.trouble.SessionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Does deeds, each on a thread of its own, so that the prompt is back soon whatever they wait for.
/// Off a terminal the next line waits for the end of the one before.
final class Errands implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 1000;

    /// More at once are refused: somebody holds down a key.
    private static final int MOST = 32;

    private final Console console;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().daemon().name("shell-", 0).factory());
    private final AtomicInteger running = new AtomicInteger();

    Errands(Console console) {
        this.console = console;
    }

    /// Does it. Trouble within a second, and all trouble off a terminal, is thrown; what comes
    /// later is told.
    void run(Word word, Runnable deed) {
        if (running.incrementAndGet() > MOST) {
            running.decrementAndGet();
            console.notice("busy with %d words: wait for one to end".formatted(MOST));
            return;
        }
        var late = new Late();
        var doing = threads.submit(() -> execute(word, deed, late));
        try {
            await(doing, late);
        } catch (ExecutionException e) {
            throw asTrouble(e);
        } catch (TimeoutException _) {
            console.notice(word.name() + " goes on; its answer appears above the prompt");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void await(Future<?> doing, Late late)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (!console.isInteractive()) {
            doing.get();
            return;
        }
        try {
            doing.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (late.begin()) {
                throw e;
            }
            doing.get();
        }
    }

    private void execute(Word word, Runnable deed, Late late) {
        try {
            deed.run();
        } catch (RuntimeException e) {
            if (late.end()) {
                throw e;
            }
            console.notice(word.name() + ": " + message(unwrap(e)));
        } finally {
            running.decrementAndGet();
        }
    }

    private static String message(Throwable thrown) {
        return thrown instanceof SessionException
                ? String.valueOf(thrown.getMessage())
                : "internal error: " + thrown;
    }

    private static RuntimeException asTrouble(ExecutionException thrown) {
        return unwrap(thrown) instanceof RuntimeException known
                ? known
                : new IllegalStateException(thrown);
    }

    static Throwable unwrap(Throwable thrown) {
        var cause = thrown.getCause();
        return (thrown instanceof CompletionException || thrown instanceof ExecutionException)
                        && cause != null
                ? unwrap(cause)
                : thrown;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /// Decides, once, whether the one who waits hears of the end or has gone on.
    private static final class Late {
        private boolean over;
        private boolean gone;

        /// The one who waits goes on, unless the end came first.
        synchronized boolean begin() {
            gone = !over;
            return gone;
        }

        /// The end came; true while somebody waits for it.
        synchronized boolean end() {
            over = true;
            return !gone;
        }
    }
}
