package io.seedpod.tracker.wiring;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.seedpod.tracker.config.TrackerSettings;
import java.util.Optional;

/// Says that the tracker is ready, and stays until it is told to stop.
public final class TrackerApplication implements QuarkusApplication {
    private final TrackerSettings settings;
    private final Progress progress;

    TrackerApplication(TrackerSettings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
    }

    public static String version() {
        return Optional.ofNullable(TrackerApplication.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
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
        Quarkus.waitForExit();
        return 0;
    }

    private static String listening(String host, int port) {
        String address = host.isEmpty() ? Wildcard.address() : host;
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
}
