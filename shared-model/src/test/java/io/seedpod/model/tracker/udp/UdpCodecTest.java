package io.seedpod.model.tracker.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.Golden;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.udp.UdpDecoded.Asked;
import io.seedpod.model.tracker.udp.UdpDecoded.Refused;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is written is read, what is odd is borne, what is wrong is refused with the right to an
/// answer that its sender has.
class UdpCodecTest {
    private static final ConnectionProof PROVEN = _ -> true;
    private static final ConnectionProof UNPROVEN = _ -> false;

    private final Gen gen = new Gen(7);

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void requestsAreReadAsWritten(long seed) {
        var request = UdpGen.request(new Gen(seed));
        var packet = UdpRequestCodec.encode(request);
        assertEquals(new Asked(request), UdpRequestCodec.decode(within(packet), PROVEN));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#many")
    void responsesAreReadAsWritten(long seed) {
        var random = new Gen(seed);
        boolean ipv6 = random.chance(0.5);
        var response = UdpGen.response(random, ipv6);
        assertEquals(
                Optional.of(response),
                UdpResponseCodec.decode(within(encoded(response, ipv6)), ipv6));
    }

    @Test
    void theGeneratorMakesEveryKind() {
        var kinds = new HashSet<Class<?>>();
        for (int i = 0; i < 500; i++) {
            kinds.add(UdpGen.request(gen).getClass());
            kinds.add(UdpGen.response(gen, gen.chance(0.5)).getClass());
        }
        var expected = new HashSet<Class<?>>();
        Collections.addAll(expected, UdpRequest.class.getPermittedSubclasses());
        Collections.addAll(expected, UdpResponse.class.getPermittedSubclasses());
        expected.remove(UdpRequest.Publication.class);
        assertEquals(expected, kinds);
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void noAnswerToAnUnprovenSenderIsLongerThanItsPacket(long seed) {
        var random = new Gen(seed);
        var packet = UdpRequestCodec.encode(UdpGen.request(random));
        var cut = Arrays.copyOf(packet, random.between(0, packet.length));
        switch (UdpRequestCodec.decode(ByteBuffer.wrap(cut), UNPROVEN)) {
            case Asked(UdpRequest.Connect(int transactionId)) -> {
                var answer = encoded(new UdpResponse.Connected(transactionId, 1), false);
                assertTrue(answer.length <= cut.length);
            }
            case Asked(var request) -> throw new AssertionError("unproven: " + request);
            case Refused refused -> {
                assertTrue(refused.maxAnswerLength() <= cut.length);
                var target = ByteBuffer.allocate(500);
                boolean room =
                        UdpResponseCodec.encodeFailed(
                                refused.transactionId(),
                                refused.reason(),
                                refused.maxAnswerLength(),
                                target);
                assertEquals(refused.mayAnswer(), room);
                assertTrue(target.position() <= cut.length);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void noReplyAboutANameIsLongerThanItsQuestion(long seed) {
        var request = UdpGen.request(new Gen(seed));
        if (request instanceof UdpRequest.LookUpName || request instanceof UdpRequest.PublishName) {
            assertTrue(
                    UdpRequestCodec.encode(request).length >= UdpResponseCodec.NAME_REPLY_LENGTH);
        }
    }

    @Test
    void shortAndUnframedPacketsGetSilence() {
        for (var packet :
                List.of(
                        "",
                        "00000417271019",
                        "0000041727101980 00000000 cafeba", // one byte short
                        "0000041727101981 00000000 cafebabe")) { // not the protocol id
            var refused =
                    assertInstanceOf(
                            Refused.class,
                            UdpRequestCodec.decode(
                                    ByteBuffer.wrap(Golden.bytes(packet)), UNPROVEN));
            assertFalse(refused.mayAnswer(), packet);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1122334455667788 00000001 cafebabe", // announce without its body
                "1122334455667788 00000002 cafebabe", // scrape of nothing
                "1122334455667788 5eed0001 cafebabe 01 61", // look-up shorter than 64
                "1122334455667788 5eed0002 cafebabe 01 61",
                "1122334455667788 0000002a cafebabe" // unknown action
            })
    void aProvenSenderIsToldWhatIsWrong(String packet) {
        var refused =
                assertInstanceOf(
                        Refused.class,
                        UdpRequestCodec.decode(ByteBuffer.wrap(Golden.bytes(packet)), PROVEN));
        assertTrue(refused.mayAnswer());
        assertEquals(0xCAFEBABE, refused.transactionId());
        assertFalse(refused.reason().isEmpty());
    }

    @Test
    void namesThatAreNoneAreRefused() {
        for (var name :
                List.of(
                        "00", // empty
                        "02 c328", // not UTF-8
                        "02 2e2e", // ..
                        "03 61002f", // control character
                        "ff 61")) { // longer than the packet
            var fields = "1122334455667788 5eed0001 cafebabe " + name;
            var packet = Arrays.copyOf(Golden.bytes(fields), 64);
            assertInstanceOf(
                    Refused.class, UdpRequestCodec.decode(ByteBuffer.wrap(packet), PROVEN), name);
        }
    }

    @Test
    void amountsBeyondTheirRangeAreTakenForUnknown() {
        var packet = UdpRequestCodec.encode(new UdpRequest.Announce(1, 2, UdpGen.announce(gen)));
        ByteBuffer.wrap(packet).putLong(64, -1).putInt(80, 77); // left, event
        var announce = announce(packet);
        assertEquals(Long.MAX_VALUE, announce.left());
        assertEquals(AnnounceEvent.NONE, announce.event());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "00", // end
                "00 02 01 62", // end, then something
                "01 01 01", // nothing, thrice
                "07 02 aabb", // unknown option
                "02", // URL data without a length
                "02 09 61", // URL data longer than the packet
                "ff ff ff" // noise
            })
    void tailsThatSayNothingAreBorne(String tail) {
        assertEquals("", announceWithTail(tail).urlData());
    }

    @Test
    void tailsThatNameThePathAreRead() {
        assertEquals("/a", announceWithTail("02 02 2f61").urlData());
        assertEquals("/ab", announceWithTail("01 02 02 2f61 02 01 62 00 02 01 63").urlData());
        assertEquals("/ab", announceWithTail("02 02 2f61 09 01 00 02 01 62").urlData());
    }

    @Test
    void anErrorIsCutToWhatIsAllowed() {
        var target = ByteBuffer.allocate(100);
        assertTrue(UdpResponseCodec.encodeFailed(1, "connection id expired", 16, target));
        assertEquals(16, target.position());
        target.clear();
        assertFalse(UdpResponseCodec.encodeFailed(1, "connection id expired", 7, target));
        assertEquals(0, target.position());
    }

    @Test
    void peersOfTheOtherFamilyAndBeyondOneDatagramAreLeftOut() {
        var peers = new ArrayList<PeerEndpoint>();
        for (int i = 0; i < 300; i++) {
            peers.add(gen.endpointV4());
            peers.add(gen.endpointV6());
        }
        var response =
                new UdpResponse.Announced(
                        1, new AnnounceResponse(15, 0, 1, 1, peers, Optional.empty()));
        assertEquals(20 + 200 * 6, encoded(response, false).length);
        assertEquals(20 + 70 * 18, encoded(response, true).length);
    }

    @Test
    void peersWithoutAPortAreLeftOut() {
        var packet =
                Golden.bytes(
                        "00000001 00000000 0000000f 00000000 00000000", // announced
                        "0a000001 0000", // port 0
                        "0a000002 1ae1",
                        "0a0000"); // half a peer
        var response = UdpResponseCodec.decode(ByteBuffer.wrap(packet), false).orElseThrow();
        assertEquals(
                List.of(PeerEndpoint.parse("10.0.0.2:6881").orElseThrow()),
                ((UdpResponse.Announced) response).announce().peers());
    }

    @Test
    void whatNoTrackerSaysIsNoResponse() {
        for (var packet :
                List.of(
                        "",
                        "00000003 000000", // no transaction id
                        "00000000 00000000 11223344", // half a connection id
                        "00000001 00000000 0000000f", // half an announce
                        "00000009 00000000",
                        "5eed0001 00000000 00000000")) {
            assertEquals(
                    Optional.empty(),
                    UdpResponseCodec.decode(ByteBuffer.wrap(Golden.bytes(packet)), false),
                    packet);
        }
    }

    private AnnounceRequest announceWithTail(String tail) {
        var bare = UdpGen.announce(gen).withUrlData("");
        var packet = UdpRequestCodec.encode(new UdpRequest.Announce(1, 2, bare));
        var end = Golden.bytes(tail);
        var whole = Arrays.copyOf(packet, packet.length + end.length);
        System.arraycopy(end, 0, whole, packet.length, end.length);
        return announce(whole);
    }

    private static AnnounceRequest announce(byte[] packet) {
        return ((UdpRequest.Announce)
                        ((Asked) UdpRequestCodec.decode(within(packet), PROVEN)).request())
                .announce();
    }

    /// The packet in the middle of a larger buffer.
    private static ByteBuffer within(byte[] packet) {
        var buffer = ByteBuffer.allocateDirect(packet.length + 10);
        return buffer.position(3).put(packet).flip().position(3);
    }

    private static byte[] encoded(UdpResponse response, boolean ipv6) {
        var target = ByteBuffer.allocate(UdpResponseCodec.maxEncodedLength(response));
        UdpResponseCodec.encode(response, ipv6, target);
        return Arrays.copyOf(target.array(), target.position());
    }
}
