package io.seedpod.tracker.wiring;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.seedpod.tracker.config.TrackerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Says that the tracker is ready, and stays until it is told to stop.
public final class TrackerApplication implements QuarkusApplication {
    private static final String VERSION = "/seedpod-version.properties";

    private final TrackerSettings settings;
    private final Progress progress;

    TrackerApplication(TrackerSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /// The version that the build wrote down, such as `0.1.0`.
    public static String version() {
        var properties = new Properties();
        try (var resource = TrackerApplication.class.getResourceAsStream(VERSION)) {
            if (resource != null) {
                properties.load(resource);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    @Override
    public int run(String... arguments) {
        progress.onReady();
        System.out.printf(
                "seedpod tracker ready: udp+http %s, management %s, data %s%n",
                listening(settings.listening().host(), settings.listening().port()),
                listening(
                        settings.listening().managementHost(),
                        settings.listening().managementPort()),
                settings.publishing().data());
        System.out.flush();
        StartMemory.giveBackSoon();
        Quarkus.waitForExit();
        return 0;
    }

    private static String listening(String host, int port) {
        String address = host.isEmpty() ? Wildcard.address() : host;
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
}
