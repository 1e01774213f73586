package io.seedpod.model.tracker.udp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.seedpod.model.tracker.udp.UdpDecoded.Asked;
import io.seedpod.model.tracker.udp.UdpDecoded.Refused;
import java.nio.ByteBuffer;

/// Any packet: the tracker's side gives a request that can be written again, or a refusal; the
/// client's side a response or nothing.
class UdpCodecFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void request(byte[] packet) {
        switch (UdpRequestCodec.decode(ByteBuffer.wrap(packet), _ -> true)) {
            case Asked(UdpRequest request) -> {
                var again =
                        UdpRequestCodec.decode(
                                ByteBuffer.wrap(UdpRequestCodec.encode(request)), _ -> true);
                if (!again.equals(new Asked(request))) {
                    throw new AssertionError(request + " becomes " + again);
                }
            }
            case Refused refused -> {
                if (refused.reason().isEmpty()) {
                    throw new AssertionError("refused without a reason");
                }
            }
        }
    }

    @FuzzTest(maxDuration = "20s")
    void response(byte[] packet) {
        for (boolean ipv6 : new boolean[] {false, true}) {
            UdpResponseCodec.decode(ByteBuffer.wrap(packet), ipv6)
                    .ifPresent(
                            response ->
                                    UdpResponseCodec.encode(
                                            response, ipv6, ByteBuffer.allocate(1 << 20)));
        }
    }
}
