package io.seedpod.blackbox.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Patience;
import io.seedpod.blackbox.harness.WithoutPrograms;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.Filter;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// Runs the whole suite on impostors: a test that passes there says nothing about SeedPod.
@Execution(ExecutionMode.SAME_THREAD)
class EveryTestFailsIT {
    private static final String SUITE = "io.seedpod.blackbox";
    private static final String PATIENCE = "PT3S";
    private static final String ABREAST = "6";
    private static final String THREADS = "12";

    @Test
    void onProgramsThatSayNothingAndEndWithZero() throws IOException {
        try (var checkout = ImpostorCheckout.of(Path.of("/bin/true"))) {
            requireAllFail(checkout);
        }
    }

    @Test
    void onProgramsThatPrintHelpAndListenInSilence() throws IOException {
        try (var checkout = ImpostorCheckout.of("silent")) {
            requireAllFail(checkout);
        }
    }

    @Test
    void onProgramsThatAreReadyAndAnswerEverythingWithOk() throws IOException {
        try (var checkout = ImpostorCheckout.of("polite")) {
            requireAllFail(checkout);
        }
    }

    @Test
    void butThoseThatNeedNoProgramPass() {
        var summary = new SummaryGeneratingListener();
        withProperties(
                Map.of(
                        "seedpod.tracker.command", "/bin/false",
                        "seedpod.peer.command", "/bin/false"),
                () ->
                        run(
                                summary,
                                TagFilter.includeTags(WithoutPrograms.TAG),
                                classNames("negative|toolchain|interop")));
        assertEquals(
                List.of(),
                summary.getSummary().getFailures().stream()
                        .map(it -> it.getTestIdentifier().getDisplayName() + it.getException())
                        .toList());
        assertTrue(summary.getSummary().getTestsSucceededCount() > 0);
    }

    private static void requireAllFail(ImpostorCheckout checkout) {
        var verdict = new Verdict();
        var started = System.nanoTime();
        var interop = Boolean.getBoolean("seedpod.negative.interop");
        withProperties(
                Map.of(
                        "seedpod.root",
                        checkout.root().toString(),
                        "seedpod.form",
                        "native",
                        "seedpod.tracker.command",
                        "",
                        "seedpod.peer.command",
                        "",
                        Patience.PROPERTY,
                        PATIENCE),
                () ->
                        run(
                                verdict,
                                TagFilter.excludeTags(WithoutPrograms.TAG),
                                classNames(
                                        interop
                                                ? "negative|toolchain"
                                                : "negative|toolchain|interop")));
        System.out.printf(
                "negative: %d failed, %d did not, %d s%n",
                verdict.failed(),
                verdict.wrong().size(),
                (System.nanoTime() - started) / 1_000_000_000);
        verdict.wrong().forEach(line -> System.out.println("negative:   " + line));
        assertEquals(List.of(), verdict.wrong());
        assertTrue(verdict.failed() > 50, "tests found: " + verdict.failed());
    }

    private static void withProperties(Map<String, String> changed, Runnable action) {
        var before = (Properties) System.getProperties().clone();
        try {
            changed.forEach(System::setProperty);
            action.run();
        } finally {
            System.setProperties(before);
        }
    }

    private static ClassNameFilter classNames(String excludedPackages) {
        return ClassNameFilter.excludeClassNamePatterns(
                Pattern.quote(SUITE) + "\\.(" + excludedPackages + ")\\..*");
    }

    private static void run(TestExecutionListener listener, Filter<?>... filters) {
        var parallel = "junit.jupiter.execution.parallel.";
        var request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectPackage(SUITE))
                        .filters(ClassNameFilter.includeClassNamePatterns(".*IT"))
                        .filters(filters)
                        .configurationParameters(
                                Map.of(
                                        parallel + "enabled",
                                        "true",
                                        parallel + "mode.default",
                                        "concurrent",
                                        parallel + "config.strategy",
                                        "fixed",
                                        parallel + "config.fixed.parallelism",
                                        ABREAST,
                                        parallel + "config.fixed.max-pool-size",
                                        THREADS,
                                        "junit.jupiter.execution.timeout.default",
                                        "120 s"))
                        .build();
        LauncherFactory.create().execute(request, listener);
    }
}
