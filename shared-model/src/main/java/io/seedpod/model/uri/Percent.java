package io.seedpod.model.uri;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Percent-encoding (RFC 3986, 2.1): octets of UTF-8 that do not stand for themselves are `%XX`.
public final class Percent {
    /// What stands for itself everywhere: RFC 3986's unreserved characters.
    public static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Percent() {}

    /// All but the unreserved characters written as `%XX`.
    public static String encoded(String text) {
        var encoded = new StringBuilder();
        for (byte each : text.getBytes(UTF_8)) {
            int octet = each & 0xff;
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                appendEscaped(encoded, octet);
            }
        }
        return encoded.toString();
    }

    /// Appends one octet as `%XX`.
    ///
    /// @param octet 0 to 255
    public static void appendEscaped(StringBuilder text, int octet) {
        text.append("%%%02X".formatted(octet));
    }

    /// The value of a hexadecimal digit in ASCII, or -1.
    public static int hexDigit(byte octet) {
        return octet < 0 ? -1 : Character.digit(octet, 16);
    }
}
