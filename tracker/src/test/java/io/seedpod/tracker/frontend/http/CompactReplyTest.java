package io.seedpod.tracker.frontend.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.Golden;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.http.HttpReplies;
import io.seedpod.tracker.swarm.HandOut;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompactReplyTest {
    private final HandOut handOut = new HandOut(200);
    private final ReplyBody body = new ReplyBody();

    private byte[] write(PeerEndpoint asker, int interval, int minInterval) {
        body.clear();
        CompactReply.write(asker, interval, minInterval, handOut, body);
        return body.toByteArray();
    }

    @Test
    void golden() {
        handOut.begin(50, true);
        handOut.addV4(0x0a000001, 6_881, false);
        handOut.addV6(0x20010db8_00000000L, 1, 6_882, false);
        handOut.end(9, 70, false, true);
        var golden =
                Golden.bytes(
                        "'d",
                        "'8:completei9e", // BEP 3
                        "'11:external ip4:", // BEP 24
                        "0a000002",
                        "'10:incompletei70e",
                        "'8:intervali300e",
                        "'12:min intervali60e",
                        "'5:peers6:", // BEP 23
                        "0a000001 1ae1",
                        "'6:peers618:", // BEP 7
                        "20010db8000000000000000000000001 1ae2",
                        "'e");
        assertEquals(
                Golden.hex(golden), Golden.hex(write(new PeerEndpoint.V4(0x0a000002, 1), 300, 60)));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void theSameBytesAsTheGeneralWriter(long seed) {
        var gen = new Gen(seed);
        int peers = gen.between(0, 200);
        handOut.begin(peers, true);
        for (int i = 0; i < peers; i++) {
            switch (gen.endpoint()) {
                case PeerEndpoint.V4(int address, int port) -> handOut.addV4(address, port, false);
                case PeerEndpoint.V6(long high, long low, int port) ->
                        handOut.addV6(high, low, port, false);
            }
        }
        handOut.end(gen.between(0, Integer.MAX_VALUE), gen.between(0, 9), false, true);
        int interval = gen.between(0, Integer.MAX_VALUE);
        int minInterval = gen.between(0, 11);
        var asker = gen.endpoint();
        var response =
                new AnnounceResponse(
                        interval,
                        minInterval,
                        handOut.seeders(),
                        handOut.leechers(),
                        handOut.endpoints(),
                        Optional.empty());
        assertEquals(
                Golden.hex(HttpReplies.announce(response, true, asker)),
                Golden.hex(write(asker, interval, minInterval)));
    }
}
