package io.seedpod.model.id;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerEndpointTest {
    /// Any endpoint; half of an IPv6 one's groups are zero, for there the writing is hard.
    private static PeerEndpoint endpoint(long seed) {
        var gen = new Gen(seed);
        byte[] address = gen.bytes(gen.chance(0.25) ? 4 : 16);
        for (int i = 0; address.length == 16 && i < 16; i += 2) {
            if (gen.chance(0.5)) {
                address[i] = 0;
                address[i + 1] = 0;
            }
        }
        return PeerEndpoint.of(address, gen.between(0, 65_535));
    }

    @ParameterizedTest
    @CsvSource({
        "1.2.3.4:5, 01020304",
        "255.255.255.255:65535, ffffffff",
        "[::1]:5, 00000000000000000000000000000001",
        "[::]:0, 00000000000000000000000000000000",
        "[2001:db8::1:0:0:1]:80, 20010db8000000000001000000000001",
        "[fe80:0:1::]:80, fe800000000100000000000000000000",
        "[1:0:2:0:3:0:4:0]:80, 00010000000200000003000000040000"
    })
    void literalsAreReadAndWrittenAlike(String literal, String address) {
        var endpoint = PeerEndpoint.parse(literal).orElseThrow();
        assertArrayEquals(Bytes.hex(address), endpoint.addressBytes());
        assertEquals(literal, endpoint.toString());
        assertEquals(endpoint, PeerEndpoint.of(Bytes.hex(address), endpoint.port()));
    }

    @ParameterizedTest
    @CsvSource({
        "[2001:DB8:0:0:0:0:0:1]:80, [2001:db8::1]:80",
        "[0:0:0:0:0:ffff:1.2.3.4]:80, 1.2.3.4:80",
        "[::ffff:102:304]:80, 1.2.3.4:80",
        "[64:ff9b::192.0.2.33]:80, [64:ff9b::c000:221]:80"
    })
    void otherSpellingsAreUnderstood(String literal, String written) {
        assertEquals(written, PeerEndpoint.parse(literal).orElseThrow().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":80",
                "1.2.3.4",
                "1.2.3.4:",
                "1.2.3.4:65536",
                "1.2.3.4:-1",
                "1.2.3.4:+1",
                "1.2.3:80",
                "1.2.3.4.5:80",
                "1.2.3.256:80",
                "1.2.3.04:80",
                "1.2.3.:80",
                "localhost:80",
                "[::1]",
                "[::1]:",
                "::1:80",
                "[:::1]:80",
                "[1::2::3]:80",
                "[1:2:3:4:5:6:7]:80",
                "[1:2:3:4:5:6:7:8:9]:80",
                "[1:2:3:4:5:6:7::8]:80:",
                "[12345::]:80",
                "[g::]:80",
                "[::1.2.3]:80",
                "[1.2.3.4]:80",
                "[::1%eth0]:80",
                "[1:2:3:4:5:6:7:8::]:80",
                "[1:2:3:4:5:6:7:1.2.3.4]:80",
                "[]:80",
                "[:]:80",
                "[1:]:80",
                "1.2.3.4:٣"
            })
    void anythingElseIsNoEndpoint(String text) {
        assertEquals(Optional.empty(), PeerEndpoint.parse(text));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void whatIsWrittenIsReadBack(long seed) {
        var endpoint = endpoint(seed);
        assertEquals(Optional.of(endpoint), PeerEndpoint.parse(endpoint.toString()));
        assertEquals(endpoint, PeerEndpoint.of(endpoint.addressBytes(), endpoint.port()));
    }

    /// The JDK reads literals too, without asking anybody.
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void theJdkReadsOurLiteralsAlike(long seed) {
        var endpoint = endpoint(seed);
        String text = endpoint.toString();
        var address = InetAddress.ofLiteral(text.substring(0, text.lastIndexOf(':')));
        assertArrayEquals(address.getAddress(), endpoint.addressBytes());
        assertEquals(address.isLoopbackAddress(), endpoint.isLoopback());
    }

    @Test
    void aMappedAddressIsTheIpv4OneItStandsFor() {
        var mapped = PeerEndpoint.of(Bytes.hex("00000000000000000000ffff7f000001"), 6881);
        assertInstanceOf(PeerEndpoint.V4.class, mapped);
        assertEquals("127.0.0.1:6881", mapped.toString());
    }

    @Test
    void impossibleOnesCannotBeMade() {
        assertThrows(IllegalArgumentException.class, () -> new PeerEndpoint.V4(0, 65_536));
        assertThrows(IllegalArgumentException.class, () -> new PeerEndpoint.V6(0, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> PeerEndpoint.of(new byte[5], 1));
    }
}
