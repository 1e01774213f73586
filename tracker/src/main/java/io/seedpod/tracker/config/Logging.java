package io.seedpod.tracker.config;

/// What is logged, and how.
public record Logging(Format format, Level level) {
    /// How a line looks.
    public enum Format {
        TEXT,
        JSON
    }

    /// The least that is told.
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    public static final Setting FORMAT =
            Setting.of(
                    "log-format",
                    "FORMAT",
                    "text",
                    "How the log on stderr looks: text, or json (an object a line).");
    public static final Setting LEVEL =
            Setting.of(
                    "log-level",
                    "LEVEL",
                    "info",
                    "The least that is logged: error, warn, info or debug.");

    static final Area AREA = Area.of("Log", FORMAT, LEVEL);

    static Logging read(SettingReader reader) throws StartFailure {
        return new Logging(reader.choice(FORMAT, Format.class), reader.choice(LEVEL, Level.class));
    }
}
