package io.seedpod.tracker.frontend.udp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerEndpoint;
import java.nio.ByteBuffer;
import java.util.Optional;

/// Any bytes from anybody: no exception, no reply that is too long, and to the unproven never more
/// than they sent.
class UdpFrontendFuzzTest {
    private static final PeerEndpoint ASKER = new PeerEndpoint.V4(0x0a000001, 5_000);

    @FuzzTest(maxDuration = "20s")
    void datagram(byte[] data) {
        if (data.length < 1 || data.length > DatagramPort.MAX_REQUEST_LENGTH) {
            return;
        }
        try (var bench = new UdpBench(Optional.empty())) {
            bench.enter(new PeerEndpoint.V4(3, 3), new InfoHash(1, 2, 3));
            byte[] request = data.clone();
            // The first byte says whether the sender has a connection id of ours.
            boolean proven = (data[0] & 1) == 1 && data.length >= 8;
            if (proven) {
                ByteBuffer.wrap(request).putLong(bench.connect(ASKER));
            }
            int length = bench.ask(ASKER, request).length;
            if (length > DatagramPort.MAX_REPLY_LENGTH || (!proven && length > request.length)) {
                throw new AssertionError(length + " bytes in reply to " + request.length);
            }
        }
    }
}
