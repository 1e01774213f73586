package io.seedpod.blackbox.negative;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Which tests did not notice that both programs were impostors.
final class Verdict implements TestExecutionListener {
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger failed = new AtomicInteger();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        wrong.add("skipped: " + describe(test) + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        var passed = result.getStatus() == Status.SUCCESSFUL;
        if (!test.isTest()) {
            // A container that fails takes its tests with it: they did notice.
            if (!passed) {
                failed.incrementAndGet();
            }
        } else if (passed) {
            wrong.add("passes: " + describe(test));
        } else {
            failed.incrementAndGet();
        }
    }

    private static String describe(TestIdentifier test) {
        var method =
                test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(MethodSource.class::cast)
                        .map(it -> it.getJavaClass().getSimpleName() + "." + it.getMethodName())
                        .orElse("");
        return method + " " + test.getDisplayName();
    }

    List<String> wrong() {
        return wrong.stream().sorted().toList();
    }

    int failed() {
        return failed.get();
    }
}
