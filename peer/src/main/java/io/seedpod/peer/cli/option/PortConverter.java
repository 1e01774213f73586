package io.seedpod.peer.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a TCP port to listen on: 0 to 65535, where 0 is any free one.
public final class PortConverter implements ITypeConverter<Integer> {
    private static final int LARGEST = 65_535;

    @Override
    public Integer convert(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > LARGEST) {
            throw new TypeConversionException(
                    "'%s' is no port (expected: 0 to %d)".formatted(text, LARGEST));
        }
        return Integer.parseInt(text);
    }
}
