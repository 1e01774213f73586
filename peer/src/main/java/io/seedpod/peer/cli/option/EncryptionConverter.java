package io.seedpod.peer.cli.option;

import io.seedpod.model.wire.mse.EncryptionPolicy;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads how connections are encrypted.
public final class EncryptionConverter implements ITypeConverter<EncryptionPolicy> {
    @Override
    public EncryptionPolicy convert(String text) {
        for (var policy : EncryptionPolicy.values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
                return policy;
            }
        }
        throw new TypeConversionException(
                "'%s' is no way to encrypt (expected: off, allow, prefer or require)"
                        .formatted(text));
    }
}
