package io.seedpod.peer.cli.option;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class PortConverterTest {
    @ParameterizedTest
    @ValueSource(strings = {"65536", "99999", "-1", "seven", "", "6881.5", "99999999999"})
    void whatIsNoPortIsRefusedWithWhatIsExpected(String text) {
        var thrown =
                assertThrows(
                        ParameterException.class,
                        () -> CommandLine.populateCommand(new ListenOptions(), "--port=" + text));
        assertTrue(thrown.getMessage().contains("0 to 65535"), thrown.getMessage());
        for (var option : new String[] {"--api-port=", "--management-port="}) {
            assertThrows(
                    ParameterException.class,
                    () -> CommandLine.populateCommand(new ServerOptions(), option + text));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 6881, 65_535})
    void portsAreHeard(int port) {
        assertEquals(
                OptionalInt.of(port),
                CommandLine.populateCommand(new ListenOptions(), "--port", "" + port).port());
    }

    @Test
    void nothingSaidIsNone() {
        assertEquals(OptionalInt.empty(), CommandLine.populateCommand(new ListenOptions()).port());
    }
}
