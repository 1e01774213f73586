package io.seedpod.peer.cli.option;

import io.seedpod.peer.cli.text.ByteSize;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a number of bytes: `734003200`, `700MiB`, `1.5GB`.
public final class SizeConverter implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
        return ByteSize.parse(text)
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "'%s' is no size (expected: bytes, or such as 700MiB or 1.5GB)"
                                                .formatted(text)));
    }
}
