package io.seedpod.model.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.id.PeerId;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.testkit.Golden;
import io.seedpod.model.wire.WireRefusal.Reason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The first 68 bytes (BEP 3).
class HandshakeTest {
    private static final byte[] GOLDEN =
            Golden.bytes(
                    "13", // length
                    "'BitTorrent protocol",
                    "0000000000100004", // reserved: BEP 10, BEP 6
                    "0102030405060708090a0b0c0d0e0f1011121314", // infohash
                    "'-KP0100-abcdefghijkl"); // peer id

    private static final Handshake HANDSHAKE =
            new Handshake(
                    InfoHash.parse("0102030405060708090a0b0c0d0e0f1011121314").orElseThrow(),
                    PeerId.of(Golden.bytes("'-KP0100-abcdefghijkl")));

    @Test
    void golden() {
        assertArrayEquals(GOLDEN, HANDSHAKE.encode());
        var received = ByteBuffer.wrap(GOLDEN);
        assertEquals(Optional.of(HANDSHAKE), Handshake.decode(received));
        assertFalse(received.hasRemaining());
        assertTrue(HANDSHAKE.reserved().extensionProtocol() && HANDSHAKE.reserved().fast());
        assertFalse(HANDSHAKE.reserved().dht());
        assertFalse(HANDSHAKE.reserved().v2());
    }

    @Test
    void aHybridOffersV2() {
        var offer = Reserved.OURS.withV2();
        assertEquals(0x0000000000100014L, offer.bits()); // BEP 52: byte 7, 0x10
        assertTrue(offer.v2() && offer.fast() && offer.extensionProtocol());
    }

    @Test
    void theInfohashIsKnownBeforeThePeerId() {
        for (int length = 0; length <= GOLDEN.length; length++) {
            var received = ByteBuffer.wrap(GOLDEN, 0, length);
            assertEquals(Optional.empty(), Handshake.refusal(received));
            assertEquals(length >= 48, Handshake.peekInfoHash(received).isPresent());
            assertEquals(0, received.position());
            assertEquals(length == 68, Handshake.decode(received).isPresent());
        }
        assertEquals(
                Optional.of(HANDSHAKE.infoHash()), Handshake.peekInfoHash(ByteBuffer.wrap(GOLDEN)));
    }

    @Test
    void theFirstForeignByteIsRefused() {
        for (int at = 0; at < 20; at++) {
            var bytes = Arrays.copyOf(GOLDEN, at + 1);
            bytes[at] ^= 0x20;
            assertEquals(
                    Reason.NOT_BITTORRENT,
                    Handshake.refusal(ByteBuffer.wrap(bytes)).orElseThrow().reason());
        }
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsRead(long seed) {
        var gen = new Gen(seed);
        var handshake =
                new Handshake(gen.infoHash(), gen.peerId(), new Reserved(gen.random().nextLong()));
        var padded = ByteBuffer.allocate(80).position(5);
        handshake.encode(padded);
        padded.limit(padded.position() + 3).position(5);
        assertEquals(Optional.of(handshake), Handshake.decode(padded));
        assertEquals(3, padded.remaining());
    }
}
