package io.seedpod.model.id;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Any text is read or refused by everything that reads text here, and what is read is written
/// alike.
class IdFuzzTest {
    @FuzzTest
    void text(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        InfoHash.parse(text)
                .ifPresent(hash -> require(InfoHash.parse(hash.hex()).orElseThrow().equals(hash)));
        PeerEndpoint.parse(text)
                .ifPresent(
                        each ->
                                require(
                                        PeerEndpoint.parse(each.toString())
                                                .orElseThrow()
                                                .equals(each)));
        try {
            var name = CatalogueName.parse(text);
            require(
                    CatalogueName.parse(name.text()).equals(name)
                            && name.bytes().length <= CatalogueName.MAX_BYTES);
        } catch (InvalidNameException _) {
            // The other outcome.
        }
    }

    private static void require(boolean claim) {
        if (!claim) {
            throw new IllegalStateException("not written as it was read");
        }
    }
}
