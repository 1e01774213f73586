package io.seedpod.tracker.config;

import io.seedpod.tracker.policy.ZoneTable;
import io.seedpod.tracker.swarm.memory.MemorySwarms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Who is near whom.
///
/// @param zones for peers that do not say where they run
/// @param farShare of a reply, in percent, for peers from outside the asker's zone
public record Locality(ZoneTable zones, int farShare) {
    public static final Setting ZONES =
            Setting.unset(
                    "zones",
                    "TABLE",
                    "Zones of peers that do not say theirs, by address, apart by commas:"
                            + " 10.1.0.0/16=eu/eu-1 (region and zone), 10.2.0.0/16=eu-2 (zone). The"
                            + " longest prefix wins.",
                    "none");
    public static final Setting ZONES_FILE =
            Setting.unset(
                    "zones-file", "FILE", "The same, an entry a line; # begins a comment.", "none");
    public static final Setting FAR_SHARE =
            Setting.of(
                    "far-share",
                    "PERCENT",
                    Integer.toString(MemorySwarms.DEFAULT_FAR_SHARE),
                    "Share of a reply for peers from outside the asker's zone, so that zones stay"
                            + " connected.");

    static final Area AREA = Area.of("Locality", ZONES, ZONES_FILE, FAR_SHARE);

    static Locality read(SettingReader reader) throws StartFailure {
        var entries = new ArrayList<ZoneTable.Entry>();
        add(reader, ZONES, reader.words(ZONES), entries);
        add(reader, ZONES_FILE, lines(reader), entries);
        var seen = new HashMap<Object, ZoneTable.Entry>();
        for (var entry : entries) {
            if (seen.put(entry.range(), entry) != null) {
                throw reader.wrong(
                        ZONES, "each prefix once in all; " + entry.range() + " comes twice");
            }
        }
        return new Locality(new ZoneTable(entries), reader.count(FAR_SHARE, 0, 100));
    }

    private static void add(
            SettingReader reader,
            Setting setting,
            List<String> texts,
            List<ZoneTable.Entry> entries)
            throws StartFailure {
        for (var text : texts) {
            var entry = ZoneTable.Entry.parse(text);
            if (entry.isEmpty()) {
                throw reader.wrong(setting, ZoneTable.FORM + "; found '" + text + "'");
            }
            entries.add(entry.get());
        }
    }

    private static List<String> lines(SettingReader reader) throws StartFailure {
        var file = reader.optionalText(ZONES_FILE);
        if (file.isEmpty()) {
            return List.of();
        }
        try (var lines = Files.lines(Path.of(file.get()))) {
            return lines.map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException | UncheckedIOException | InvalidPathException _) {
            throw reader.wrong(ZONES_FILE, "a file that can be read as text");
        }
    }
}
