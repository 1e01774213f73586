package io.seedpod.tracker.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Where metrics are sent to, besides being there for Prometheus to fetch, and spans.
///
/// @param endpoint of metrics; empty = nowhere
/// @param traces endpoint of spans; empty = none are made
public record Telemetry(
        Optional<Endpoint> endpoint, Optional<Endpoint> traces, int intervalSeconds) {
    /// An OpenTelemetry collector that takes OTLP over HTTP.
    public record Endpoint(String host, int port, String path) {
        @Override
        public String toString() {
            return "http://" + host + ":" + port + path;
        }
    }

    public static final Setting ENDPOINT =
            Setting.unset(
                    "otlp-endpoint",
                    "URL",
                    "OpenTelemetry collector that metrics are sent to, by OTLP over HTTP in JSON,"
                            + " such as http://collector:4318.",
                    "nowhere");
    public static final Setting TRACES =
            Setting.unset(
                    "otlp-traces",
                    "URL",
                    "OpenTelemetry collector that spans of requests for names are sent to, by OTLP"
                            + " over HTTP in JSON, such as http://collector:4318.",
                    "nowhere");
    public static final Setting INTERVAL =
            Setting.of("otlp-interval", "TIME", "15s", "How often either are sent.");

    static final Area AREA = Area.of("OpenTelemetry", ENDPOINT, TRACES, INTERVAL);

    private static final int OTLP_PORT = 4_318;
    private static final int HOUR_SECONDS = 3_600;

    static Telemetry read(SettingReader reader) throws StartFailure {
        return new Telemetry(
                endpoint(reader, ENDPOINT, "/v1/metrics"),
                endpoint(reader, TRACES, "/v1/traces"),
                reader.seconds(INTERVAL, 1, HOUR_SECONDS));
    }

    private static Optional<Endpoint> endpoint(
            SettingReader reader, Setting setting, String usualPath) throws StartFailure {
        var text = reader.optionalText(setting);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(endpoint(reader, setting, text.get(), usualPath));
    }

    private static Endpoint endpoint(
            SettingReader reader, Setting setting, String text, String usualPath)
            throws StartFailure {
        try {
            var uri = new URI(text);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null) {
                boolean isBare = uri.getPath().isEmpty() || uri.getPath().equals("/");
                return new Endpoint(
                        uri.getHost(),
                        uri.getPort() < 0 ? OTLP_PORT : uri.getPort(),
                        isBare ? usualPath : uri.getRawPath());
            }
        } catch (URISyntaxException _) {
            // Said below.
        }
        throw reader.wrong(setting, "a URL such as http://collector:4318 (no https)");
    }
}
