package io.seedpod.tracker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.tracker.config.Area;
import io.seedpod.tracker.config.Setting;
import io.seedpod.tracker.config.TrackerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// docs/configuration.md lists the settings that there are, as they are.
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final String START = "<!-- settings -->\n";
    private static final String END = "<!-- end of settings -->";

    @Test
    void thePageListsTheSettingsAsTheyAre() throws Exception {
        String page = Files.readString(PAGE);
        int start = page.indexOf(START) + START.length();
        int end = page.indexOf(END);
        assertTrue(start >= START.length() && end >= start, "both marks");
        String wanted =
                TrackerSettings.AREAS.stream()
                                .map(ConfigurationPageTest::section)
                                .collect(Collectors.joining())
                        + "\n";
        var mended = Path.of("target/configuration.md");
        Files.createDirectories(mended.toAbsolutePath().getParent());
        Files.writeString(mended, page.substring(0, start) + wanted + page.substring(end));
        assertEquals(
                wanted,
                page.substring(start, end),
                "docs/configuration.md is behind: tracker/target/configuration.md is what it should be");
    }

    private static String section(Area area) {
        return "\n### "
                + area.heading()
                + "\n\n| setting | value | default | |\n|---|---|---|---|\n"
                + area.settings().stream()
                        .map(ConfigurationPageTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(Setting setting) {
        return "| `%s` | %s | %s | %s |%n"
                .formatted(
                        setting.name(),
                        setting.label().toLowerCase(java.util.Locale.ROOT),
                        setting.fallbackInWords().isEmpty()
                                ? "`" + setting.fallback() + "`"
                                : setting.fallbackInWords(),
                        setting.description());
    }
}
