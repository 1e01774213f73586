package io.seedpod.model.testkit;

import java.util.stream.LongStream;

/// Seeds for property tests: `@MethodSource("io.seedpod.model.testkit.Seeds#some")` on a test that
/// takes a `long`. A failing case names its seed; the same seed fails again.
public final class Seeds {
    private Seeds() {}

    /// Two hundred seeds, always the same.
    public static LongStream some() {
        return LongStream.range(0, 200);
    }

    /// Two thousand, for cheap properties.
    public static LongStream many() {
        return LongStream.range(0, 2000);
    }
}
