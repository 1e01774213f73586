package io.seedpod.tracker.spans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void aHeaderSaysTraceSpanAndWhetherItIsKept() {
        var parent = TraceParent.parse("00-" + TRACE + "-" + SPAN + "-01").orElseThrow();
        assertEquals(TRACE, parent.traceId());
        assertEquals(SPAN, parent.spanId());
        assertTrue(parent.isSampled());
        var other = TraceParent.parse("00-" + TRACE + "-" + SPAN + "-02").orElseThrow();
        assertFalse(other.isSampled());
    }

    @Test
    void laterVersionsMaySayMore() {
        assertTrue(TraceParent.parse("01-" + TRACE + "-" + SPAN + "-01-more").isPresent());
        assertTrue(TraceParent.parse("00-" + TRACE + "-" + SPAN + "-01-more").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN,
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + TRACE + "-" + SPAN + "-0g",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01"
            })
    void whatIsNoneIsIgnored(String text) {
        assertTrue(TraceParent.parse(text).isEmpty());
    }
}
