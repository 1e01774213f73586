package io.seedpod.tracker.wiring;

import java.time.Duration;
import org.graalvm.nativeimage.ImageInfo;
import org.graalvm.nativeimage.c.function.CFunction;

/// The memory that only starting takes: garbage, and pages of the executable that are read once.
///
/// An executable gives it back, once, soon after it is ready. A JVM does as its options say.
final class StartMemory {
    /// By then what follows a start at once is over, too.
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private StartMemory() {}

    static void giveBackSoon() {
        if (ImageInfo.inImageRuntimeCode()) {
            Thread.ofPlatform().daemon().name("start-memory").start(StartMemory::giveBack);
        }
    }

    private static void giveBack() {
        try {
            Thread.sleep(SETTLED);
        } catch (InterruptedException _) {
            return;
        }
        System.gc();
        cGiveBackPages();
    }

    /// `native/c/pages.c`
    @CFunction("seedpod_give_back_pages")
    private static native long cGiveBackPages();
}
