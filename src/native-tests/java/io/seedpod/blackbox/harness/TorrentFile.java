package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A torrent of one file, made by the tests themselves (BEP 3): what other clients are given.
public final class TorrentFile {
    private final byte[] content;
    private final byte[] info;

    private TorrentFile(byte[] content, byte[] info) {
        this.content = content;
        this.info = info;
    }

    /// Describes a file that fits into memory.
    public static TorrentFile of(Path file, int pieceLength, String... announceUrls) {
        try {
            var data = Files.readAllBytes(file);
            Map<String, Object> info = new TreeMap<>();
            info.put("name", String.valueOf(file.getFileName()));
            info.put("length", (long) data.length);
            info.put("piece length", (long) pieceLength);
            info.put("pieces", Bencoding.text(pieceHashes(data, pieceLength)));
            return of(info, announceUrls);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Wraps any info dictionary, wrong ones too.
    public static TorrentFile of(Map<String, Object> info, String... announceUrls) {
        Map<String, Object> all = new TreeMap<>();
        all.put("info", info);
        if (announceUrls.length > 0) {
            all.put("announce", announceUrls[0]);
            all.put("announce-list", List.of(announceUrls).stream().map(List::of).toList());
        }
        return new TorrentFile(Bencoding.encode(all), Bencoding.encode(info));
    }

    private static byte[] pieceHashes(byte[] data, int pieceLength) {
        var count = (data.length + pieceLength - 1) / pieceLength;
        var hashes = new byte[count * 20];
        for (var index = 0; index < count; index++) {
            var sha1 = sha1();
            var begin = index * pieceLength;
            sha1.update(data, begin, Math.min(pieceLength, data.length - begin));
            System.arraycopy(sha1.digest(), 0, hashes, index * 20, 20);
        }
        return hashes;
    }

    /// SHA-1 of the info dictionary.
    public byte[] infoHash() {
        return sha1().digest(info);
    }

    public String infoHashHex() {
        return HexFormat.of().formatHex(infoHash());
    }

    public Path write(Path file) {
        try {
            return Files.write(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
