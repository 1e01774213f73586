package io.seedpod.tracker.config;

import java.util.Locale;

/// One thing that an operator can set. Its name is that of the flag; other names follow from it.
///
/// @param name as the flag without its dashes: lower case, words joined by `-`
/// @param label what the help text calls the value
/// @param fallback the value that holds when none is given; may be empty
/// @param description a sentence or two, of at most a few lines
/// @param fallbackInWords what holds when none is given, where `fallback` does not say it
/// @param isSecret whether the value is never shown
public record Setting(
        String name,
        String label,
        String fallback,
        String description,
        String fallbackInWords,
        boolean isSecret) {
    /// A setting whose default is a value.
    public static Setting of(String name, String label, String fallback, String description) {
        return new Setting(name, label, fallback, description, "", false);
    }

    /// A setting that is empty unless given; `inWords` says what then holds.
    public static Setting unset(String name, String label, String description, String inWords) {
        return new Setting(name, label, "", description, inWords, false);
    }

    /// The same, of a value that nobody may see.
    public static Setting secret(String name, String label, String description, String inWords) {
        return new Setting(name, label, "", description, inWords, true);
    }

    public String flag() {
        return "--" + name;
    }

    public String environment() {
        return "SEEDPOD_TRACKER_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// Its name among the system properties, by which a tracker within a test reads it.
    public String property() {
        return "seedpod.tracker." + name;
    }

    /// The description with the default.
    public String help() {
        return description
                + " Default: "
                + (fallbackInWords.isEmpty() ? fallback : fallbackInWords)
                + ".";
    }
}
