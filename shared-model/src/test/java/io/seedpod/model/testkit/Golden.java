package io.seedpod.model.testkit;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Bytes written by hand, one field per argument: hexadecimal, blanks allowed, or text after a `'`.
public final class Golden {
    private Golden() {}

    public static byte[] bytes(String... fields) {
        var hex = new StringBuilder();
        for (var field : fields) {
            if (field.startsWith("'")) {
                var text = field.substring(1).getBytes(StandardCharsets.UTF_8);
                hex.append(HexFormat.of().formatHex(text));
            } else {
                hex.append(field.replace(" ", ""));
            }
        }
        return HexFormat.of().parseHex(hex);
    }

    /// For messages of a failed comparison.
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
