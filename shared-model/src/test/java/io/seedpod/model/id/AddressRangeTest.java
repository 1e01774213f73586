package io.seedpod.model.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    private static AddressRange range(String text) {
        return AddressRange.parse(text).orElseThrow();
    }

    private static PeerEndpoint peer(String literal) {
        return PeerEndpoint.parse(literal).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0:1, 9.255.255.255:1",
        "10.0.0.0/8, 10.255.255.255:1, 11.0.0.0:1",
        "172.16.0.0/12, 172.31.255.255:1, 172.32.0.0:1",
        "192.0.2.7, 192.0.2.7:1, 192.0.2.8:1",
        "128.0.0.0/1, 255.255.255.255:1, 127.255.255.255:1",
        "0.0.0.0/0, 203.0.113.9:1, [2001:db8::1]:1",
        "::/0, [2001:db8::1]:1, 203.0.113.9:1",
        "fc00::/7, [fdff::1]:1, [fe00::]:1",
        "2001:db8::/64, [2001:db8::ffff:ffff:ffff:ffff]:1, [2001:db8:0:1::]:1",
        "2001:db8::8000:0:0:0/65, [2001:db8::8000:0:0:1]:1, [2001:db8::7fff:0:0:1]:1",
        "::1, [::1]:1, [::2]:1"
    })
    void aBlockEndsWhereItsPrefixDoes(String block, String inside, String outside) {
        assertTrue(range(block).contains(peer(inside)));
        assertFalse(range(block).contains(peer(outside)));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8",
        "192.0.2.7, 192.0.2.7/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "FD00::1/8, fd00::/8",
        "::1, ::1/128"
    })
    void aBlockIsWrittenWithoutTheBitsBehindItsPrefix(String text, String written) {
        assertEquals(written, range(text).toString());
        assertEquals(range(text), range(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "localhost/8",
                "::/129",
                "[::1]/128",
                "::ffff:10.0.0.0/104"
            })
    void whatIsNoBlockIsNotRead(String text) {
        assertTrue(AddressRange.parse(text).isEmpty());
    }

    @Test
    void aPrefixIsNoLongerThanAnAddress() {
        assertThrows(IllegalArgumentException.class, () -> new AddressRange(0, 0, 33, true));
    }
}
