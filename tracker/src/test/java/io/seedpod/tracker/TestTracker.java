package io.seedpod.tracker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/// A data folder of its own for the tracker of a Quarkus test.
public final class TestTracker implements QuarkusTestResourceLifecycleManager {
    private Path data;

    @Override
    public Map<String, String> start() {
        try {
            data = Files.createTempDirectory("seedpod-tracker-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("seedpod.tracker.data", data.toString());
    }

    @Override
    public void stop() {
        try (var files = Files.walk(data)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
