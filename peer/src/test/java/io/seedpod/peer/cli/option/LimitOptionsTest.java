package io.seedpod.peer.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.peer.session.SessionLimits;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LimitOptionsTest {
    private static LimitOptions parse(String... words) {
        return CommandLine.populateCommand(new LimitOptions(), words);
    }

    @Test
    void nothingSaidIsWhatIsUsual() {
        var options = parse();
        assertFalse(options.isSaid());
        assertEquals(SessionLimits.DEFAULTS, options.limits());
    }

    @Test
    void slotsRequestsAndRoomAreHeard() {
        var options =
                parse(
                        "--upload-slots",
                        "5",
                        "--fastest-first",
                        "--max-request",
                        "16KiB",
                        "--preallocate");
        assertTrue(options.isSaid());
        var limits = options.limits();
        assertEquals(OptionalInt.of(5), limits.uploadSlots());
        assertTrue(limits.fastestFirst());
        assertEquals(OptionalInt.of(16 << 10), limits.maxRequest());
        assertTrue(limits.preallocate());
    }

    /// A daemon that runs already cannot be told: the command then works by itself.
    @Test
    void eachOfThemIsSomethingSaid() {
        assertTrue(parse("--upload-slots", "5").isSaid());
        assertTrue(parse("--fastest-first").isSaid());
        assertTrue(parse("--max-request", "1MiB").isSaid());
        assertTrue(parse("--preallocate").isSaid());
    }
}
