package io.seedpod.images;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.Ports;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// An image in a file, in the form that `docker load`, `podman load`, `ctr images import` and
/// `kind load image-archive` all take. The same parts give the same bytes.
final class ImageArchive {
    private static final long MOST_UNPACKED_BYTES = 90_000_000;
    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "amd64", "x86_64", "amd64", "aarch64", "arm64");

    private ImageArchive() {}

    /// @param work a folder to work in; made if missing
    /// @return the image's id: `sha256:` and the digest of its configuration
    static String write(Recipe recipe, ImageParts parts, Path archive, Path work)
            throws ImageFailure {
        try {
            var staging = Files.createDirectories(work.resolve("staging"));
            var layers = new ImageFiles(recipe, parts, staging).layers();
            requireSmall(layers);
            return build(recipe, parts, layers)
                    .containerize(target(recipe, parts, archive, work))
                    .getImageId()
                    .toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageFailure("interrupted", e);
        } catch (ImageFailure e) {
            throw e;
        } catch (Exception e) {
            throw new ImageFailure("%s cannot be written: %s".formatted(archive, e), e);
        }
    }

    private static JibContainerBuilder build(
            Recipe recipe, ImageParts parts, List<FileEntriesLayer> layers)
            throws ImageFailure, IOException {
        var image = Jib.fromScratch();
        image.setFormat(ImageFormat.Docker);
        image.setPlatforms(Set.of(new Platform(architecture(), "linux")));
        image.setCreationTime(parts.created());
        image.setFileEntriesLayers(layers);
        image.setUser(ImageFiles.OWNER);
        image.setWorkingDirectory(AbsoluteUnixPath.get(Recipe.DATA));
        image.setVolumes(AbsoluteUnixPath.get(Recipe.DATA));
        image.setEntrypoint("/usr/bin/" + recipe.executableName());
        image.setProgramArguments(recipe.arguments());
        image.setEnvironment(environment(recipe));
        image.setExposedPorts(Ports.parse(recipe.ports()));
        image.setLabels(labels(recipe, parts));
        return image;
    }

    private static void requireSmall(List<FileEntriesLayer> layers)
            throws ImageFailure, IOException {
        long bytes = 0;
        for (var layer : layers) {
            for (var entry : layer.getEntries()) {
                bytes +=
                        Files.isRegularFile(entry.getSourceFile())
                                ? Files.size(entry.getSourceFile())
                                : 0;
            }
        }
        if (bytes > MOST_UNPACKED_BYTES) {
            throw new ImageFailure(
                    "the image would be %d bytes large (expected: at most %d)"
                            .formatted(bytes, MOST_UNPACKED_BYTES));
        }
    }

    private static Containerizer target(Recipe recipe, ImageParts parts, Path archive, Path work)
            throws InvalidImageReferenceException, IOException {
        var name = name(recipe, parts);
        return Containerizer.to(TarImage.at(archive).named(name))
                .setOfflineMode(true)
                .setToolName("seedpod")
                .setApplicationLayersCache(work.resolve("layers"))
                .setBaseImageLayersCache(work.resolve("base"));
    }

    static String name(Recipe recipe, ImageParts parts) {
        return "%s/%s:%s".formatted(parts.prefix(), recipe.program(), parts.version());
    }

    private static Map<String, String> environment(Recipe recipe) {
        var all = new HashMap<>(recipe.environment());
        all.put("HOME", Recipe.DATA);
        all.put("PATH", "/usr/bin");
        // Names of files are UTF-8, whatever the node's locale.
        all.put("LANG", "C.UTF-8");
        return new TreeMap<>(all);
    }

    private static Map<String, String> labels(Recipe recipe, ImageParts parts) {
        var labels = new TreeMap<String, String>();
        labels.put("org.opencontainers.image.title", recipe.executableName());
        labels.put("org.opencontainers.image.description", recipe.description());
        labels.put("org.opencontainers.image.version", parts.version());
        labels.put("org.opencontainers.image.created", parts.created().toString());
        labels.put("org.opencontainers.image.licenses", "Apache-2.0");
        labels.put("org.opencontainers.image.vendor", "SeedPod");
        return labels;
    }

    private static String architecture() throws ImageFailure {
        var here = System.getProperty("os.arch");
        var known = ARCHITECTURES.get(here);
        if (known == null) {
            throw new ImageFailure("no image platform is known for the processor " + here);
        }
        return known;
    }
}
