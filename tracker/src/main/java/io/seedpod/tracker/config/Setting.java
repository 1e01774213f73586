package io.seedpod.tracker.config;

import java.util.Locale;

/// Everything an operator can set, in the order of the help text. Each can be given as a flag or in
/// the environment; the flag wins.
public enum Setting {
    HOST("ADDRESS", "", "Address to listen on, UDP and TCP.", "all addresses of this machine"),
    PORT(
            "PORT",
            "6969",
            "UDP port and TCP port: announce, scrape, catalogue. 0 = any free one.",
            ""),
    UDP_PORT_KIND(
            "KIND",
            "auto",
            "How UDP packets are received: batched (many in a system call, on Linux), nio (one by"
                    + " one, anywhere), or auto: batched where that can be had.",
            ""),
    DATA(
            "FOLDER",
            "",
            "Where names, torrents and the key are kept.",
            "~/.local/state/seedpod/tracker"),
    MANAGEMENT_HOST("ADDRESS", "", "Address for probes and metrics.", "that of --host"),
    MANAGEMENT_PORT("PORT", "9000", "TCP port for probes and metrics. 0 = any free one.", ""),
    PUBLISH_TOKEN("TOKEN", "", "Wanted of those who publish or delete names.", "wanted of nobody"),
    INTERVAL("TIME", "15s", "How often SeedPod peers announce, within a tenth.", ""),
    STOCK_INTERVAL("TIME", "300s", "How often all other clients announce, within a tenth.", ""),
    MIN_INTERVAL("TIME", "60s", "Told over HTTP as the shortest interval.", ""),
    MAX_PEERS(
            "COUNT",
            "1000000",
            "Most peers in all swarms; further ones are answered, not kept.",
            ""),
    MAX_SWARMS("COUNT", "100000", "Most swarms; peers of further ones are answered, not kept.", ""),
    MAX_NAMES("COUNT", "100000", "Most names in the catalogue.", ""),
    MAX_TORRENT_SIZE("SIZE", "32MiB", "Largest .torrent that can be published.", "");

    private final String label;
    private final String fallback;
    private final String description;
    private final String fallbackInWords;

    Setting(String label, String fallback, String description, String fallbackInWords) {
        this.label = label;
        this.fallback = fallback;
        this.description = description;
        this.fallbackInWords = fallbackInWords;
    }

    public String flag() {
        return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String environment() {
        return "SEEDPOD_TRACKER_" + name();
    }

    /// Its name among the system properties, by which a running tracker reads it.
    public String property() {
        return "seedpod.tracker." + flag().substring(2);
    }

    String label() {
        return label;
    }

    /// The value that holds when none is given; may be empty.
    String fallback() {
        return fallback;
    }

    String description() {
        return description
                + " Default: "
                + (fallbackInWords.isEmpty() ? fallback : fallbackInWords)
                + ".";
    }
}
