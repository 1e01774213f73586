package io.seedpod.peer.cli.option;

import io.seedpod.peer.cli.text.SeedGoal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads when to stop seeding: `10m`, or `1.5x` for a ratio.
public final class SeedGoalConverter implements ITypeConverter<SeedGoal> {
    @Override
    public SeedGoal convert(String text) {
        return SeedGoal.parse(text)
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "'%s' is neither a time (10m) nor a ratio (1.5x)"
                                                .formatted(text)));
    }
}
