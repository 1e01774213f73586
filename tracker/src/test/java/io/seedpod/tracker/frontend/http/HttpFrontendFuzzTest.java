package io.seedpod.tracker.frontend.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.id.PeerEndpoint;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Any query: a reply, and it is bencode.
class HttpFrontendFuzzTest {
    private final HttpFrontend frontend = HttpBench.frontend();

    @FuzzTest(maxDuration = "20s")
    void query(byte[] data) {
        String query = new String(data, StandardCharsets.ISO_8859_1);
        check(
                frontend.announce(query, new PeerEndpoint.V4(1, 1), Optional.empty(), 100)
                        .toByteArray());
        check(frontend.scrape("/scrape", query));
    }

    private static void check(byte[] body) {
        try {
            Bencode.decode(body, BencodeLimits.MESSAGE);
        } catch (BencodeException e) {
            throw new AssertionError("a reply that is not bencode", e);
        }
    }
}
