package io.seedpod.model.tracker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any path and query says something or nothing; what was read can be written and read again.
class AnnounceExtrasFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void urlData(byte[] bytes) {
        var text = new String(bytes, UTF_8);
        var extras = AnnounceExtras.ofUrlData(text);
        var again = AnnounceExtras.ofUrlData(extras.addedTo("/announce"));
        if (!again.equals(extras)) {
            throw new AssertionError(text + " becomes " + extras.addedTo("/announce"));
        }
    }
}
