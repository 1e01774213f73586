package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/// The file that every pair moves: seeded random bytes, its torrent and its SHA-256.
record Content(Path file, Path torrent, String infoHash, String sha256, long length) {
    static final String NAME = "content.bin";
    private static final int STEP = 1 << 20;
    private static final long SEED = 20_261_121;

    static Content create(Path folder, int mebibytes, int pieceKibibytes, String trackerUrl)
            throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve(NAME);
        var random = new Random(SEED);
        var step = new byte[STEP];
        try (var output = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(step);
                output.write(step);
            }
        }
        var torrent = folder.resolve("content.torrent");
        Commands.output(
                "transmission-create",
                "-o",
                torrent.toString(),
                "-s",
                Integer.toString(pieceKibibytes),
                "-t",
                trackerUrl,
                file.toString());
        return new Content(
                file, torrent, infoHashOf(torrent), sha256(file), (long) mebibytes << 20);
    }

    private static String infoHashOf(Path torrent) throws IOException {
        return Commands.output("transmission-show", torrent.toString())
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Hash:"))
                .map(line -> line.substring(5).strip())
                .findFirst()
                .orElseThrow(() -> new IOException("no hash shown for " + torrent));
    }

    static String sha256(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            try (var input = new DigestInputStream(Files.newInputStream(file), digest)) {
                var step = new byte[STEP];
                while (input.read(step) >= 0) {
                    // the digest sees every step
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this Java has no SHA-256", e);
        }
    }
}
