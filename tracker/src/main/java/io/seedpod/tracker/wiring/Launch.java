package io.seedpod.tracker.wiring;

import io.seedpod.tracker.config.Logging;
import io.seedpod.tracker.config.SettingReader;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.logs.JsonLines;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.ConfigProvider;

/// Hands over from the command line, which runs before Quarkus, to the beans, which run within it.
public final class Launch {
    private static final AtomicReference<Optional<Resources>> HANDED_OVER =
            new AtomicReference<>(Optional.empty());

    private Launch() {}

    /// To be called before anything is logged.
    public static void logAs(Logging logging) {
        String level = logging.level().name();
        set("quarkus.log.category.\"io.seedpod\".level", level);
        if (logging.level().compareTo(Logging.Level.INFO) < 0) {
            set("quarkus.log.level", level);
        }
        if (logging.format() == Logging.Format.JSON) {
            // Quarkus' console knows no JSON; a handler of ours stands beside what it sets up.
            set("quarkus.log.console.enabled", false);
            Logger.getLogger("")
                    .addHandler(new JsonLines(new FileOutputStream(FileDescriptor.err)));
        }
    }

    public static void handOver(Resources resources) {
        HANDED_OVER.set(Optional.of(resources));
        var settings = resources.settings();
        set("quarkus.http.host", anyOr(settings.listening().host()));
        set("quarkus.http.port", settings.listening().port());
        set("quarkus.management.host", anyOr(settings.listening().managementHost()));
        set("quarkus.management.port", settings.listening().managementPort());
        set("quarkus.http.idle-timeout", settings.limits().idleTimeoutSeconds() + "S");
        set(
                "quarkus.http.limits.max-body-size",
                Integer.toString(settings.publishing().maxTorrentBytes()));
    }

    /// What was handed over; without a command line, as in tests, what the configuration says.
    static Resources resources() throws StartFailure {
        var handedOver = HANDED_OVER.getAndSet(Optional.empty());
        return handedOver.isPresent() ? handedOver.get() : Resources.take(configured());
    }

    private static TrackerSettings configured() throws StartFailure {
        var config = ConfigProvider.getConfig();
        return TrackerSettings.read(
                SettingReader.ofText(
                        setting -> config.getOptionalValue(setting.property(), String.class)));
    }

    private static String anyOr(String host) {
        return host.isEmpty() ? Wildcard.address() : host;
    }

    private static void set(String key, Object value) {
        System.setProperty(key, value.toString());
    }
}
