package io.seedpod.tracker.config;

import io.seedpod.model.id.AddressRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads settings from text; a value that cannot be used stops the start and is never mended.
///
/// It remembers what each reading came to, for `--print-config`.
public final class SettingReader {
    /// Most of anything that is counted.
    public static final int MOST = 100_000_000;

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,10})\\s*([A-Za-z]*)");
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");
    private static final String NONE = "none";
    private static final int MAX_PORT = 65_535;

    private final Function<Setting, Optional<Given>> source;
    private final Map<Setting, String> shown = new HashMap<>();

    /// @param source what is set and where; empty = not set
    public SettingReader(Function<Setting, Optional<Given>> source) {
        this.source = source;
    }

    /// @param source what is set, by the names of properties; empty = not set
    public static SettingReader ofText(Function<Setting, Optional<String>> source) {
        return new SettingReader(
                setting -> source.apply(setting).map(it -> new Given(it, setting.property())));
    }

    /// The value and where it was given; empty = the default holds.
    public Optional<Given> given(Setting setting) {
        return source.apply(setting).filter(given -> !given.text().isBlank());
    }

    /// As given, or what holds if it is not.
    public String text(Setting setting) {
        return given(setting).map(Given::text).orElse(setting.fallback());
    }

    /// What the setting came to when it was read, in a form in which it can be given again.
    public String shown(Setting setting) {
        return Optional.ofNullable(shown.get(setting))
                .orElseThrow(() -> new IllegalStateException(setting.flag() + " is never read"));
    }

    private String came(Setting setting, String text) {
        shown.put(setting, text);
        return text;
    }

    Optional<String> optionalText(Setting setting) {
        return Optional.of(came(setting, text(setting))).filter(text -> !text.isEmpty());
    }

    /// A secret, given itself or as the first line of a file, but not both.
    Optional<String> secret(Setting setting, Setting inFile) throws StartFailure {
        var itself = optionalText(setting);
        var file = optionalText(inFile);
        if (file.isEmpty()) {
            return itself;
        }
        if (itself.isPresent()) {
            throw wrong(inFile, "either this or " + setting.flag() + ", not both");
        }
        try (var lines = Files.lines(Path.of(file.get()))) {
            var line = lines.findFirst().map(String::strip).filter(it -> !it.isEmpty());
            if (line.isEmpty()) {
                throw wrong(inFile, "a file whose first line is the secret");
            }
            return line;
        } catch (IOException | UncheckedIOException | InvalidPathException _) {
            throw wrong(inFile, "a file that can be read as text");
        }
    }

    /// Words apart by commas or blanks, in the order given.
    List<String> words(Setting setting) {
        var words = Arrays.stream(SEPARATOR.split(text(setting))).filter(word -> !word.isEmpty());
        var list = words.toList();
        came(setting, String.join(",", list));
        return list;
    }

    /// Blocks of addresses, `10.0.0.0/8, fc00::/7`; `none` = an empty list.
    List<AddressRange> ranges(Setting setting) throws StartFailure {
        var ranges = new ArrayList<AddressRange>();
        for (String word : words(setting)) {
            if (word.equals(NONE)) {
                continue;
            }
            ranges.add(
                    AddressRange.parse(word)
                            .orElseThrow(
                                    () ->
                                            wrong(
                                                    setting,
                                                    "addresses in CIDR form such as"
                                                            + " 10.0.0.0/8,fc00::/7, or none")));
        }
        return List.copyOf(ranges);
    }

    /// Yes or no, given as `true` or `false`.
    boolean isTrue(Setting setting) throws StartFailure {
        return switch (came(setting, text(setting))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(setting, "true or false");
        };
    }

    int port(Setting setting) throws StartFailure {
        return (int) number(setting, 0, MAX_PORT, "a port in 0 to 65535");
    }

    int count(Setting setting, int least, int most) throws StartFailure {
        return (int) number(setting, least, most, "a number in " + least + " to " + most);
    }

    /// @param fallback holds when none is given; may depend on other settings
    int count(Setting setting, int least, int most, int fallback) throws StartFailure {
        if (given(setting).isPresent()) {
            return count(setting, least, most);
        }
        came(setting, Integer.toString(fallback));
        return fallback;
    }

    private long number(Setting setting, long least, long most, String expected)
            throws StartFailure {
        var amount = AMOUNT.matcher(text(setting));
        if (!amount.matches() || !amount.group(2).isEmpty()) {
            throw wrong(setting, expected);
        }
        long number = inRange(setting, Long.parseLong(amount.group(1)), least, most, expected);
        came(setting, Long.toString(number));
        return number;
    }

    /// Seconds, from `90`, `90s`, `5m` or `1h`.
    int seconds(Setting setting, int least, int most) throws StartFailure {
        String expected = "a time in " + least + "s to " + most + "s, such as 90s or 5m";
        int seconds = (int) amount(setting, least, most, expected, SettingReader::secondsOf);
        came(setting, seconds + "s");
        return seconds;
    }

    /// Bytes, from `65536`, `64KiB` or `16MiB`.
    long bytes(Setting setting, long least, long most) throws StartFailure {
        String expected = "a size in " + least + " to " + most + " bytes, such as 512KiB or 16MiB";
        long bytes = amount(setting, least, most, expected, SettingReader::bytesOf);
        came(setting, Long.toString(bytes));
        return bytes;
    }

    private long amount(
            Setting setting, long least, long most, String expected, Function<String, Long> unit)
            throws StartFailure {
        var amount = AMOUNT.matcher(text(setting));
        if (!amount.matches()) {
            throw wrong(setting, expected);
        }
        long factor = unit.apply(amount.group(2).toLowerCase(Locale.ROOT));
        return inRange(setting, Long.parseLong(amount.group(1)) * factor, least, most, expected);
    }

    private static Long secondsOf(String unit) {
        return switch (unit) {
            case "", "s" -> 1L;
            case "m" -> 60L;
            case "h" -> 3_600L;
            default -> -1L;
        };
    }

    private static Long bytesOf(String unit) {
        return switch (unit) {
            case "", "b" -> 1L;
            case "k", "kib" -> 1L << 10;
            case "m", "mib" -> 1L << 20;
            case "g", "gib" -> 1L << 30;
            default -> -1L;
        };
    }

    private long inRange(Setting setting, long value, long least, long most, String expected)
            throws StartFailure {
        if (value < least || value > most) {
            throw wrong(setting, expected);
        }
        return value;
    }

    /// One of the names of an enum, in lower case.
    <E extends Enum<E>> E choice(Setting setting, Class<E> kind) throws StartFailure {
        var expected = new StringJoiner(", ");
        for (E each : kind.getEnumConstants()) {
            String name = each.name().toLowerCase(Locale.ROOT);
            if (name.equals(text(setting))) {
                came(setting, name);
                return each;
            }
            expected.add(name);
        }
        throw wrong(setting, "one of " + expected);
    }

    Path folder(Setting setting, Path fallback) throws StartFailure {
        try {
            Path said = optionalText(setting).map(Path::of).orElse(fallback);
            Path folder = said.toAbsolutePath().normalize();
            came(setting, folder.toString());
            return folder;
        } catch (InvalidPathException _) {
            throw wrong(setting, "the path of a folder");
        }
    }

    /// A literal address or a name of this machine; empty = all addresses.
    String address(Setting setting, String fallback) throws StartFailure {
        String text = optionalText(setting).orElse(fallback);
        try {
            return came(
                    setting, text.isEmpty() ? text : InetAddress.getByName(text).getHostAddress());
        } catch (UnknownHostException _) {
            throw wrong(setting, "an address of this machine, such as 0.0.0.0, ::1 or a host name");
        }
    }

    /// That the value cannot be used.
    ///
    /// @param expected what would be allowed, with the range
    StartFailure wrong(Setting setting, String expected) {
        String from = given(setting).map(given -> " from " + given.from()).orElse("");
        return new StartFailure(
                ExitCode.USAGE,
                "%s: '%s'%s cannot be used (expected: %s)"
                        .formatted(
                                setting.flag(),
                                setting.isSecret() ? "(not shown)" : text(setting),
                                from,
                                expected));
    }
}
