package io.seedpod.model.wire.extension;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

/// Any payload gives a message that can be written and read again, or nothing.
class ExtensionFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void handshake(byte[] payload) {
        ExtensionHandshake.decode(payload)
                .ifPresent(read -> readable(ExtensionHandshake.decode(read.encode())));
    }

    @FuzzTest(maxDuration = "10s")
    void metadata(byte[] payload) {
        MetadataMessage.decode(payload)
                .ifPresent(read -> require(MetadataMessage.decode(read.encode()), read));
        DontHave.decode(payload).ifPresent(read -> require(DontHave.decode(read.encode()), read));
        Fetching.decode(payload).ifPresent(read -> require(Fetching.decode(read.encode()), read));
    }

    @FuzzTest(maxDuration = "10s")
    void pex(byte[] payload) {
        PexMessage.decode(payload).ifPresent(read -> readable(PexMessage.decode(read.encode())));
    }

    private static void readable(Optional<?> again) {
        if (again.isEmpty()) {
            throw new AssertionError("what was written cannot be read");
        }
    }

    private static void require(Optional<?> again, Object read) {
        if (!again.equals(Optional.of(read))) {
            throw new AssertionError(read + " becomes " + again);
        }
    }
}
