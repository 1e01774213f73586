package io.seedpod.model.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalPriorityTest {
    private static PeerEndpoint endpoint(String text) {
        return PeerEndpoint.parse(text).orElseThrow();
    }

    /// BEP 40's own vectors.
    @ParameterizedTest
    @CsvSource({
        "123.213.32.10:0, 98.76.54.32:0, ec2d7224",
        "123.213.32.10:0, 123.213.32.234:0, 99568189",
    })
    void isWhatTheBepSays(String one, String other, String priority) {
        int expected = Integer.parseUnsignedInt(priority, 16);
        assertEquals(expected, CanonicalPriority.of(endpoint(one), endpoint(other)));
        assertEquals(expected, CanonicalPriority.of(endpoint(other), endpoint(one)));
    }

    @ParameterizedTest(name = "{0} may call itself {1} to {2}: {3}")
    @CsvSource({
        "10.1.0.1:1, 10.1.0.3:1, 10.2.0.1:1, true",
        "10.1.0.1:1, 10.1.0.3:1, 10.1.9.1:1, true",
        "10.1.0.1:1, 10.1.0.3:1, 10.1.0.9:1, false",
        "10.1.0.1:1, 10.1.0.1:2, 10.1.0.9:1, true",
        "10.1.0.1:1, 10.1.0.1:2, 10.1.0.1:9, false",
        "'[2001:db8::1]:1', '[2001:db8::2]:1', '[2001:db9::1]:1', false",
        "'[2001:db8::1]:1', '[2001:db8::3]:1', '[2001:db9::1]:1', true",
        "'[2001:db8::1]:1', '[2001:db8::3]:1', '[2001:db8::9]:1', false",
        "10.1.0.1:1, 10.9.9.9:1, '[2001:db8::9]:1', true",
    })
    void theNearerTheMoreOfTheAddressCounts(String one, String alias, String other, boolean same) {
        int first = CanonicalPriority.of(endpoint(one), endpoint(other));
        int second = CanonicalPriority.of(endpoint(alias), endpoint(other));
        if (same) {
            assertEquals(first, second);
        } else {
            assertNotEquals(first, second);
        }
    }
}
