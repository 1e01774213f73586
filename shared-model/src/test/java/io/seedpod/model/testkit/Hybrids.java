package io.seedpod.model.testkit;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.metainfo.FileEntry;
import io.seedpod.model.metainfo.InfoDict;
import io.seedpod.model.metainfo.InfoDictBuilder;
import io.seedpod.model.metainfo.Metainfo;
import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.model.metainfo.PieceLayers;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Hybrid torrents (BEP 52) of content in memory, hashed the plain way.
public final class Hybrids {
    private Hybrids() {}

    /// A folder of files with `/` in their names.
    public static Metainfo folder(String name, int pieceLength, Map<String, byte[]> contents)
            throws MetainfoException {
        var builder = InfoDictBuilder.folder(name).pieceLength(pieceLength).hybrid(true);
        contents.forEach(
                (path, bytes) -> builder.file(Arrays.asList(path.split("/")), bytes.length, false));
        return of(builder, contents);
    }

    /// A single file.
    public static Metainfo file(String name, int pieceLength, byte[] content)
            throws MetainfoException {
        var builder =
                InfoDictBuilder.singleFile(name, content.length, false)
                        .pieceLength(pieceLength)
                        .hybrid(true);
        return of(builder, Map.of(name, content));
    }

    /// The torrent of a builder that describes these contents, by their paths.
    public static Metainfo of(InfoDictBuilder builder, Map<String, byte[]> contents)
            throws MetainfoException {
        var roots = new ArrayList<Sha256Hash>();
        var layers = new ArrayList<byte[]>();
        int pieceLength = builder.layout().pieceLength();
        for (FileEntry file : builder.files()) {
            if (!file.pad() && file.length() > 0) {
                var tree = new NaiveTree(contents.get(file.pathText()));
                roots.add(Sha256Hash.read(tree.root(), 0));
                int layer =
                        Math.min(
                                tree.height(), Integer.numberOfTrailingZeros(pieceLength / 16_384));
                int pieces = (int) ((file.length() - 1) / pieceLength + 1);
                layers.add(tree.nodes(layer, 0, pieces));
            }
        }
        InfoDict info = builder.build(sha1s(bytes(builder.files(), contents), pieceLength), roots);
        return Metainfo.of(info, List.of()).withLayers(PieceLayers.of(info, layers));
    }

    /// All bytes of these files in their order, pads as zeros.
    public static byte[] bytes(List<FileEntry> files, Map<String, byte[]> contents) {
        var all = new ByteArrayOutputStream();
        for (FileEntry file : files) {
            all.writeBytes(
                    file.pad() || file.length() == 0
                            ? new byte[(int) file.length()]
                            : contents.get(file.pathText()));
        }
        return all.toByteArray();
    }

    private static byte[] sha1s(byte[] bytes, int pieceLength) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            var sums = new ByteArrayOutputStream();
            for (int begin = 0; begin < bytes.length; begin += pieceLength) {
                int end = Math.min(bytes.length, begin + pieceLength);
                sums.writeBytes(sha1.digest(Arrays.copyOfRange(bytes, begin, end)));
            }
            return sums.toByteArray();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
