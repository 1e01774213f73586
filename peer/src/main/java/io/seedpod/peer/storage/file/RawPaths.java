package io.seedpod.peer.storage.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.StorageException.Kind;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Turns the names of a torrent, which are UTF-8 everywhere, into paths of this machine and back.
///
/// Java encodes names the way the process's locale says, and a pod often has none: then every
/// letter beyond ASCII is refused. `file:` addresses carry the raw bytes of a path, so names beyond
/// ASCII go through them.
public final class RawPaths {
    private RawPaths() {}

    /// The path of a torrent's file under a root.
    public static Path resolve(Path root, List<String> names) throws StorageException {
        Path path = root;
        for (String name : names) {
            path = resolve(path, name);
        }
        return path;
    }

    /// A child of a folder, which is absolute: one plain name, on whatever system this is.
    public static Path resolve(Path folder, String name) throws StorageException {
        if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            throw new StorageException(Kind.OUTSIDE, "not a file's name: " + name);
        }
        try {
            Path child =
                    isAscii(name)
                            ? folder.resolve(name)
                            : Path.of(URI.create(address(folder) + encoded(name)));
            if (folder.equals(child.getParent())) {
                return child;
            }
        } catch (IllegalArgumentException e) {
            throw new StorageException(
                    Kind.OUTSIDE, "not a file's name on this system: " + name, e);
        }
        throw new StorageException(Kind.OUTSIDE, "not a file's name on this system: " + name);
    }

    /// A relative path of names, `..` among them, for the text of a link. `anywhere` is an absolute
    /// folder.
    static Path relative(Path anywhere, List<String> names) throws StorageException {
        Path path = Path.of("");
        for (String name : names) {
            Path next = isAscii(name) ? Path.of(name) : resolve(anywhere, name).getFileName();
            path = path.resolve(next);
        }
        return path;
    }

    /// The last name of a path, by its raw bytes; refused if they are not UTF-8, since no other
    /// peer could spell it.
    public static String name(Path path) throws StorageException {
        Path name = path.getFileName();
        if (name == null) {
            throw new StorageException(Kind.NOT_SHAREABLE, "path has no name: " + path);
        }
        String text = name.toString();
        return isAscii(text) ? text : lastName(name);
    }

    /// All names of a relative path, by their raw bytes.
    public static List<String> names(Path relative) throws StorageException {
        var names = new ArrayList<String>();
        for (Path element : relative) {
            names.add(name(element));
        }
        return names;
    }

    private static String lastName(Path path) throws StorageException {
        String address = path.toUri().getRawPath();
        String last = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        try {
            return UTF_8.newDecoder()
                    .decode(decoded(last.substring(last.lastIndexOf('/') + 1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new StorageException(Kind.NOT_SHAREABLE, "name is not UTF-8: " + path, e);
        }
    }

    private static String address(Path folder) {
        String address = folder.toUri().toString();
        return address.endsWith("/") ? address : address + "/";
    }

    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (byte octet : name.getBytes(UTF_8)) {
            encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return encoded.toString();
    }

    private static ByteBuffer decoded(String encoded) {
        var bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.put((byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                bytes.put((byte) encoded.charAt(i));
            }
        }
        return bytes.flip();
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 128);
    }
}
