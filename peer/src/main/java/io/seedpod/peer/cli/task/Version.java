package io.seedpod.peer.cli.task;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// The program's name and version, as the build wrote it down.
public final class Version implements IVersionProvider {
    public static final String PRODUCT = "seedpod peer";

    /// The version alone, such as `0.1.0`.
    public static String number() {
        var properties = new Properties();
        try (var resource = Version.class.getResourceAsStream("/seedpod-version.properties")) {
            if (resource != null) {
                properties.load(resource);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    @Override
    public String[] getVersion() {
        return new String[] {PRODUCT + " " + number()};
    }
}
