package io.seedpod.tracker.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Zones by address, and who may announce, as an operator gives them.
class LocalityTest {
    @TempDir private Path folder;

    private static SettingReader reader(Map<String, String> given) {
        return SettingReader.ofText(setting -> Optional.ofNullable(given.get(setting.name())));
    }

    private static Labels labels(Locality locality, String address) {
        return locality.zones().labels(PeerEndpoint.parse(address).orElseThrow());
    }

    @Test
    void zonesComeFromTheSettingAndFromAFile() throws Exception {
        var file = folder.resolve("zones");
        Files.writeString(file, "# ours\n10.2.0.0/16=eu-2\n\nfd00::/8=eu/six # IPv6\n");
        var locality =
                Locality.read(
                        reader(
                                Map.of(
                                        "zones", "10.0.0.0/8=eu/eu-1, 10.3.0.0/16=eu-3",
                                        "zones-file", file.toString(),
                                        "far-share", "25")));
        assertEquals(25, locality.farShare());
        assertEquals(new Labels("", "eu-1", "eu"), labels(locality, "10.1.1.1:1"));
        assertEquals(new Labels("", "eu-2", ""), labels(locality, "10.2.1.1:1"));
        assertEquals(new Labels("", "eu-3", ""), labels(locality, "10.3.1.1:1"));
        assertEquals(new Labels("", "six", "eu"), labels(locality, "[fd00::1]:1"));
        assertEquals(40, Locality.read(reader(Map.of())).farShare());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zones      | 10.0.0.0/8                | --zones: | PREFIX=REGION/ZONE",
                "zones      | 10.0.0.0/40=a             | --zones: | found '10.0.0.0/40=a'",
                "zones      | 10.0.0.0/8=a,10.1.0.0/8=b | --zones: | 10.0.0.0/8 comes twice",
                "zones-file | /does/not/exist           | --zones-file: | a file that can be read",
                "far-share  | 101                       | --far-share: | a number in 0 to 100",
            })
    void whatCannotBeUsedStopsTheStart(String key, String value, String start, String expected) {
        var failure =
                assertThrows(StartFailure.class, () -> Locality.read(reader(Map.of(key, value))));
        var text = String.valueOf(failure.getMessage());
        assertTrue(text.startsWith(start) && text.contains(expected), text);
        assertTrue(text.contains(value), text);
    }

    @Test
    void tokensComeFromTheSettingAndFromAFile() throws Exception {
        var file = folder.resolve("tokens");
        Files.writeString(file, "third\n\n fourth \n");
        var admission =
                Admission.read(
                        reader(
                                Map.of(
                                        "only-catalogued", "true",
                                        "announce-tokens", "first, second",
                                        "announce-tokens-file", file.toString())));
        assertTrue(admission.onlyCatalogued());
        assertEquals(List.of("first", "second", "third", "fourth"), admission.tokens());
        var open = Admission.read(reader(Map.of()));
        assertEquals(new Admission(false, List.of()), open);
    }

    @Test
    void aTokenThatCannotBeUsedIsNotShown() throws Exception {
        var secret = "s".repeat(129);
        var failure =
                assertThrows(
                        StartFailure.class,
                        () -> Admission.read(reader(Map.of("announce-tokens", secret))));
        assertTrue(String.valueOf(failure.getMessage()).contains("at most 128"));
        assertTrue(!String.valueOf(failure.getMessage()).contains(secret));
        Files.writeString(folder.resolve("empty"), "\n");
        var empty = Map.of("announce-tokens-file", folder.resolve("empty").toString());
        assertThrows(StartFailure.class, () -> Admission.read(reader(empty)));
    }
}
