package io.seedpod.tracker.cli;

import io.seedpod.tracker.config.Area;
import io.seedpod.tracker.config.Given;
import io.seedpod.tracker.config.Setting;
import io.seedpod.tracker.config.SettingReader;
import io.seedpod.tracker.config.TrackerSettings;
import java.util.function.Function;

/// The settings that hold and where each comes from, as a file that can be read again by
/// `--config`. A secret is left out; the name of the file it is read from is not.
final class ConfigListing {
    private static final int COMMENT_COLUMN = 42;

    private final SettingReader reader;
    private final Function<Setting, String> remark;

    /// @param reader that has read them
    /// @param remark what else is to be said of a setting; may be empty
    ConfigListing(SettingReader reader, Function<Setting, String> remark) {
        this.reader = reader;
        this.remark = remark;
    }

    String text() {
        var text = new StringBuilder();
        for (Area area : TrackerSettings.AREAS) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append("# ")
                    .append(area.heading())
                    .append('\n');
            area.settings().forEach(setting -> text.append(line(setting)));
        }
        return text.toString();
    }

    private String line(Setting setting) {
        String value = reader.shown(setting);
        String from = reader.given(setting).map(Given::from).orElse("default");
        String said =
                setting.isSecret()
                        ? "# " + setting.name() + (value.isEmpty() ? "=" : " is set, not shown")
                        : setting.name() + "=" + ConfigFile.format(value);
        return ("%-" + COMMENT_COLUMN + "s # %s%s%n").formatted(said, from, remark.apply(setting));
    }
}
