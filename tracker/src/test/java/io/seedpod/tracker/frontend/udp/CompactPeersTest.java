package io.seedpod.tracker.frontend.udp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.testkit.Gen;
import io.seedpod.tracker.swarm.HandOut;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactPeersTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 50, 199, 200})
    void eachPeerIsItsAddressAndItsPort(int count) {
        var gen = new Gen(count);
        var handOut = new HandOut(200);
        handOut.begin(count, false);
        var expected = ByteBuffer.allocate(6 * count);
        for (int i = 0; i < count; i++) {
            int address = gen.random().nextInt();
            int port = gen.between(0, 0xffff);
            handOut.addV4(address, port, gen.chance(0.5));
            expected.putInt(address).putShort((short) port);
        }
        var target = ByteBuffer.allocateDirect(2_000);
        for (int i = 0; i < target.capacity(); i++) {
            target.put(i, (byte) 0x55);
        }
        target.position(20);
        CompactPeers.putV4(handOut, target);
        assertEquals(20 + 6 * count, target.position());
        var written = new byte[6 * count];
        target.get(20, written);
        assertArrayEquals(expected.array(), written);
        var behind = new byte[8];
        target.get(target.position(), behind);
        var untouched = new byte[8];
        Arrays.fill(untouched, (byte) 0x55);
        assertArrayEquals(untouched, behind);
    }
}
