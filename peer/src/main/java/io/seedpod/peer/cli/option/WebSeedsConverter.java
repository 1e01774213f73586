package io.seedpod.peer.cli.option;

import io.seedpod.model.webseed.WebSeedPolicy;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads which web seeds are asked.
public final class WebSeedsConverter implements ITypeConverter<WebSeedPolicy> {
    @Override
    public WebSeedPolicy convert(String text) {
        for (var policy : WebSeedPolicy.values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
                return policy;
            }
        }
        throw new TypeConversionException(
                "'%s' names no web seeds (expected: off, careful or any)".formatted(text));
    }
}
