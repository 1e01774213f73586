package io.seedpod.tracker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Given;
import io.seedpod.tracker.config.Listening;
import io.seedpod.tracker.config.Publishing;
import io.seedpod.tracker.config.StartFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    private static Map<?, Given> read(String text) throws StartFailure {
        return ConfigFile.parse("f", text.lines().toList()).values();
    }

    @Test
    void aLineIsNameEqualsValueAndRemembersWhereItStood() throws Exception {
        var values = read("# ours\n\nport = 7000  # not the usual\ndata=/a b#c\n");
        assertEquals(
                Map.of(
                        Listening.PORT, new Given("7000", "f:3"),
                        Publishing.DATA, new Given("/a b#c", "f:4")),
                values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/srv/x", "a #b", "#a", " a ", "\"a\"", "a\\b \"c\" # d", "", "a#b"})
    void anyValueCanBeWritten(String value) throws Exception {
        var values = read("data=" + ConfigFile.format(value) + "   # --data");
        assertEquals(value, values.get(Publishing.DATA).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "prot=1 | f:1: | 'prot'",
                "port | f:1: | name = value",
                "seedpod.tracker.port=1 | f:1: | 'seedpod.tracker.port'",
                "data=\"x | f:1: | quote",
                "data=\"x\" y | f:1: | quote",
                "data=\"x\\ | f:1: | quote",
                "= 1 | f:1: | ''",
            })
    void aLineThatCannotBeUsedIsNamed(String line, String where, String what) {
        var e = assertThrows(StartFailure.class, () -> read(line));
        assertEquals(ExitCode.USAGE, e.exitCode());
        assertTrue(e.getMessage().startsWith(where), e::getMessage);
        assertTrue(e.getMessage().contains(what), e::getMessage);
    }

    @Test
    void aNameThatComesTwiceIsNamedWithBothPlaces() {
        var e =
                assertThrows(
                        StartFailure.class,
                        () -> ConfigFile.parse("f", List.of("port=1", "", "port=2")));
        assertTrue(e.getMessage().contains("f:3") && e.getMessage().contains("f:1"), e::getMessage);
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        var e = assertThrows(StartFailure.class, () -> ConfigFile.read("/no/such/file"));
        assertTrue(e.getMessage().contains("/no/such/file"), e::getMessage);
    }
}
