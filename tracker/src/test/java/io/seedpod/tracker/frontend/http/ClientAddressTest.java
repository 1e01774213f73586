package io.seedpod.tracker.frontend.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.AddressRange;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.tracker.limits.AddressRanges;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private static final AddressRanges PROXIES =
            new AddressRanges(List.of(AddressRange.parse("10.0.0.0/8").orElseThrow()));

    private static PeerEndpoint at(String text) {
        return PeerEndpoint.parse(text).orElseThrow();
    }

    private static List<String> values(String text) {
        return text == null ? List.of() : List.of(text.split("\\|"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "10.0.0.1:9; 192.0.2.7; 192.0.2.7:0",
                "10.0.0.1:9; 192.0.2.7:44; 192.0.2.7:44",
                "10.0.0.1:9; 2001:db8::7; [2001:db8::7]:0",
                "10.0.0.1:9; [2001:db8::7]:5; [2001:db8::7]:5",
                // Of several, the last that is no proxy of ours.
                "10.0.0.1:9; 198.51.100.1, 192.0.2.7, 10.0.0.2; 192.0.2.7:0",
                "10.0.0.1:9; 198.51.100.1 | 192.0.2.7; 192.0.2.7:0",
                // A stranger's word is not believed, and nonsense is nobody.
                "192.0.2.9:9; 198.51.100.1; 192.0.2.9:9",
                "10.0.0.1:9; unknown; 10.0.0.1:9",
                "10.0.0.1:9; 192.0.2.7, unknown, 10.0.0.2; 10.0.0.2:0",
                "10.0.0.1:9; , ; 10.0.0.1:9",
                "10.0.0.1:9; ; 10.0.0.1:9",
            })
    void theChainIsReadFromItsEnd(String remote, String forwardedFor, String client) {
        assertEquals(
                at(client), ClientAddress.of(at(remote), values(forwardedFor), List.of(), PROXIES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "for=192.0.2.7;proto=http# 192.0.2.7:0",
                "proto=http;For=\"[2001:db8::7]:44\"# [2001:db8::7]:44",
                "for=198.51.100.1, for=192.0.2.7;by=10.0.0.9, for=10.0.0.3# 192.0.2.7:0",
                "for=_hidden# 10.0.0.1:9",
                "by=192.0.2.7# 10.0.0.1:9",
            })
    void theStandardHeaderIsReadToo(String forwarded, String client) {
        assertEquals(
                at(client),
                ClientAddress.of(at("10.0.0.1:9"), List.of(), values(forwarded), PROXIES));
    }
}
