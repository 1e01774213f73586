package io.seedpod.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// An archive, read as an engine reads it: by its manifest.
///
/// @param name the first name it goes by
/// @param config what containers are started with
/// @param files path to what is there, of all layers
record UnpackedImage(String name, JsonNode config, Map<String, Entry> files) {
    /// A file or folder of a tar.
    static final class Entry {
        private final TarArchiveEntry header;
        private final byte[] content;

        Entry(TarArchiveEntry header, byte[] content) {
            this.header = header;
            this.content = content;
        }

        TarArchiveEntry header() {
            return header;
        }

        byte[] content() {
            return content;
        }
    }

    static UnpackedImage read(Path archive) throws IOException {
        var parts = entries(Files.readAllBytes(archive));
        var json = new ObjectMapper();
        var manifest = json.readTree(parts.get("manifest.json").content()).get(0);
        var files = new TreeMap<String, Entry>();
        for (var layer : manifest.get("Layers")) {
            var packed = new ByteArrayInputStream(parts.get(layer.asText()).content());
            files.putAll(entries(new GZIPInputStream(packed).readAllBytes()));
        }
        return new UnpackedImage(
                manifest.get("RepoTags").get(0).asText(),
                json.readTree(parts.get(manifest.get("Config").asText()).content()),
                files);
    }

    private static Map<String, Entry> entries(byte[] tar) throws IOException {
        var entries = new TreeMap<String, Entry>();
        try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (var header = in.getNextEntry(); header != null; header = in.getNextEntry()) {
                entries.put(header.getName(), new Entry(header, in.readAllBytes()));
            }
        }
        return entries;
    }
}
