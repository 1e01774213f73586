package io.seedpod.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// The files of an image, as layers: what changes seldom first, the executable last.
final class ImageFiles {
    static final int USER = 10_001;
    static final String OWNER = USER + ":" + USER;

    private static final String ROOT = "0:0";
    private static final String NAME_LOOK_UP =
            """
            passwd: files
            group: files
            hosts: files dns
            """;

    private final Recipe recipe;
    private final ImageParts parts;
    private final Path staging;
    private final Instant created;

    /// @param staging an empty folder for the files that are written here
    ImageFiles(Recipe recipe, ImageParts parts, Path staging) {
        this.recipe = recipe;
        this.parts = parts;
        this.staging = staging;
        this.created = parts.created();
    }

    List<FileEntriesLayer> layers() throws ImageFailure {
        try {
            return List.of(system(), program());
        } catch (IOException e) {
            throw new ImageFailure("the image's files cannot be gathered: " + e, e);
        }
    }

    private FileEntriesLayer system() throws IOException, ImageFailure {
        var layer = FileEntriesLayer.builder().setName("system");
        for (var library : SharedLibraries.of(parts.executable())) {
            add(layer, library.toRealPath(), library.toString(), "755", ROOT);
        }
        var data = Files.createDirectories(staging.resolve("data"));
        add(layer, data, Recipe.DATA, "770", OWNER);
        text(
                layer,
                "/etc/passwd",
                """
                root:x:0:0:root:/:/sbin/nologin
                seedpod:x:%1$d:%1$d:SeedPod:%2$s:/sbin/nologin
                """
                        .formatted(USER, Recipe.DATA));
        text(
                layer,
                "/etc/group",
                """
                root:x:0:
                seedpod:x:%d:
                """
                        .formatted(USER));
        text(layer, "/etc/nsswitch.conf", NAME_LOOK_UP);
        add(layer, parts.certificates(), "/etc/ssl/certs/ca-certificates.crt", "644", ROOT);
        return layer.build();
    }

    private FileEntriesLayer program() {
        var layer = FileEntriesLayer.builder().setName("program");
        var name = recipe.executableName();
        add(layer, parts.executable(), "/usr/bin/" + name, "755", ROOT);
        add(layer, parts.bill(), "/usr/share/sbom/" + name + ".cdx.json", "644", ROOT);
        return layer.build();
    }

    private void text(FileEntriesLayer.Builder layer, String path, String content)
            throws IOException {
        var file = Files.writeString(staging.resolve(path.replace('/', '_')), content);
        add(layer, file, path, "644", ROOT);
    }

    private void add(
            FileEntriesLayer.Builder layer, Path from, String to, String mode, String owner) {
        layer.addEntry(
                from,
                AbsoluteUnixPath.get(to),
                FilePermissions.fromOctalString(mode),
                created,
                owner);
    }
}
