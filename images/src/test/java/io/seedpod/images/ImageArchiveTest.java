package io.seedpod.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {
    private static final Instant CREATED = Instant.parse("2026-11-21T00:00:00Z");
    private static final Path ANY_PROGRAM = Path.of("/bin/ls");

    @TempDir Path folder;

    @Test
    void theSamePartsGiveTheSameBytes() throws Exception {
        var first = write("first", "1.0", Instant.EPOCH.plusSeconds(1_000));
        var second = write("second", "1.0", Instant.now());
        assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
    }

    @Test
    void anotherExecutableOrVersionGivesAnotherImage() throws Exception {
        var work = folder.resolve("work");
        var archive = folder.resolve("image.tar");
        var recipe = Recipe.of("peer");
        var before = ImageArchive.write(recipe, parts("one", "1.0"), archive, work);
        assertNotEquals(
                before, ImageArchive.write(recipe, parts("two", "1.1"), archive, work), "version");
        var changed = parts("three", "1.0");
        Files.write(changed.executable(), new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);
        assertNotEquals(before, ImageArchive.write(recipe, changed, archive, work), "executable");
    }

    @Test
    void theImageHoldsTheProgramWhatItLoadsAndLittleElse() throws Exception {
        var image = UnpackedImage.read(write("image", "1.0", CREATED));
        assertEquals("seedpod/peer:1.0", image.name());
        var files = image.files();
        assertArrayEquals(
                Files.readAllBytes(ANY_PROGRAM), files.get("usr/bin/seedpod-peer").content());
        for (var library : SharedLibraries.of(ANY_PROGRAM)) {
            assertArrayEquals(
                    Files.readAllBytes(library),
                    files.get(library.toString().substring(1)).content());
        }
        var others =
                files.keySet().stream()
                        .filter(name -> !name.endsWith("/"))
                        .filter(name -> !name.startsWith("lib"))
                        .toList();
        assertEquals(
                List.of(
                        "etc/group",
                        "etc/nsswitch.conf",
                        "etc/passwd",
                        "etc/ssl/certs/ca-certificates.crt",
                        "usr/bin/seedpod-peer",
                        "usr/share/sbom/seedpod-peer.cdx.json"),
                others);
    }

    @Test
    void onlyTheDataFolderBelongsToTheUserAndNothingIsOpenToOthers() throws Exception {
        var files = UnpackedImage.read(write("image", "1.0", CREATED)).files();
        files.forEach(
                (name, entry) -> {
                    var header = entry.header();
                    var owner = name.equals("data/") ? 10_001 : 0;
                    assertEquals(owner, header.getLongUserId(), name);
                    assertEquals(owner, header.getLongGroupId(), name);
                    assertEquals(0, header.getMode() & 0002, name);
                });
        assertEquals(0770, files.get("data/").header().getMode() & 0777);
        assertEquals(0755, files.get("usr/bin/seedpod-peer").header().getMode() & 0777);
        var accounts = new String(files.get("etc/passwd").content(), UTF_8);
        assertTrue(accounts.contains("seedpod:x:10001:10001:SeedPod:/data:"), accounts);
    }

    @Test
    void containersStartAsTheUserInTheDataFolder() throws Exception {
        var config = UnpackedImage.read(write("image", "1.0", CREATED)).config();
        assertEquals("linux", config.get("os").asText());
        assertEquals(CREATED.toString(), config.get("created").asText());
        var start = config.get("config");
        assertEquals("10001:10001", start.get("User").asText());
        assertEquals("/data", start.get("WorkingDir").asText());
        assertTrue(start.get("Volumes").has("/data"));
        assertEquals("[\"/usr/bin/seedpod-peer\"]", start.get("Entrypoint").toString());
        assertEquals("[\"daemon\",\"/data/files\"]", start.get("Cmd").toString());
        var environment =
                StreamSupport.stream(start.get("Env").spliterator(), false)
                        .map(it -> it.asText())
                        .sorted()
                        .toList();
        assertEquals(
                List.of("HOME=/data", "LANG=C.UTF-8", "PATH=/usr/bin", "SEEDPOD_STATE=/data/state"),
                environment);
        assertEquals("1.0", start.get("Labels").get("org.opencontainers.image.version").asText());
    }

    @Test
    void anImageThatIsTooLargeIsRefused() throws Exception {
        var parts = parts("large", "1.0");
        try (var file = new RandomAccessFile(parts.executable().toFile(), "rw")) {
            file.setLength(95_000_000);
        }
        var archive = folder.resolve("large.tar");
        var refused =
                assertThrows(
                        ImageFailure.class,
                        () ->
                                ImageArchive.write(
                                        Recipe.of("peer"), parts, archive, folder.resolve("w")));
        assertTrue(refused.getMessage().contains("expected: at most 90000000"), refused::toString);
    }

    private Path write(String name, String version, Instant modified) throws Exception {
        var parts = parts(name, version);
        Files.setLastModifiedTime(parts.executable(), FileTime.from(modified));
        var archive = folder.resolve(name + ".tar");
        ImageArchive.write(Recipe.of("peer"), parts, archive, folder.resolve(name + "-work"));
        return archive;
    }

    private ImageParts parts(String name, String version) throws IOException {
        var own = Files.createDirectories(folder.resolve(name));
        return new ImageParts(
                Files.copy(ANY_PROGRAM, own.resolve("executable")),
                Files.writeString(own.resolve("sbom.json"), "{}"),
                Files.writeString(own.resolve("certificates"), "none"),
                version,
                CREATED,
                "seedpod");
    }
}
