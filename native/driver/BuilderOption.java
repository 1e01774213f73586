import java.util.Arrays;
import java.util.stream.Collectors;

/// An option of the builder that has a name for users, as OptionTable wrote it down.
record BuilderOption(
        String name,
        String separators,
        String builder,
        String kind,
        String value,
        String rewriting) {

    static BuilderOption parse(String line) {
        String[] f = line.split("\t", -1);
        String separators =
                Arrays.stream(f[1].split(","))
                        .map(c -> String.valueOf((char) Integer.parseInt(c)))
                        .collect(Collectors.joining());
        return new BuilderOption(
                f[0],
                separators,
                f[2],
                f[3],
                f[4].startsWith("=") ? f[4].substring(1) : null,
                f[5]);
    }

    String with(String given) {
        if (rewriting.isEmpty()) {
            return builder + given;
        }
        String[] r = rewriting.split("\\|", -1);
        return builder
                + (r[0].equals("w")
                        ? r[1] + given + r[2]
                        : Arrays.stream(given.split(","))
                                .map(e -> r[1] + e + r[2])
                                .collect(Collectors.joining(",")));
    }

    /// Notes in a builder option where it came from: -H:Name@origin=value, -H:+Name@origin.
    static String from(String option, String origin) {
        if (!option.startsWith("-H:")) {
            return option;
        }
        int eq = option.indexOf('=');
        boolean flag = option.length() > 3 && (option.charAt(3) == '+' || option.charAt(3) == '-');
        int at = option.indexOf('@');
        if (at > 0 && (eq < 0 || at < eq)) {
            return option;
        }
        if (flag) {
            return option + "@" + origin;
        }
        if (eq < 0) {
            throw new UsageError("Malformed option " + option + ": '=' is missing");
        }
        return option.substring(0, eq) + "@" + origin + option.substring(eq);
    }
}
