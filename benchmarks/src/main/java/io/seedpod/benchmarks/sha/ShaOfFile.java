package io.seedpod.benchmarks.sha;

import io.seedpod.peer.storage.sha.Sha1;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/// Hashes the begin of a file again and again, as a peer hashes pieces: direct buffer in, hash out.
///
/// Prints the last hash and how many GB this thread hashed in a second of a processor.
public final class ShaOfFile {
    private static final int PIECE = 1 << 20;
    private static final int LENGTH = 64 << 20;
    private static final Path CLOCK = Path.of("/proc/thread-self/schedstat");

    private ShaOfFile() {}

    /// Arguments: `seam` (what a peer uses) or `java`, the file, and how many GiB to hash.
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        var content = ByteBuffer.allocateDirect(LENGTH);
        try (var file = FileChannel.open(Path.of(arguments[1]), StandardOpenOption.READ)) {
            while (content.hasRemaining() && file.read(content) >= 0) {
                // until it is full
            }
        }
        content.flip();
        long passes = Math.max(1, (Long.parseLong(arguments[2]) << 30) / content.limit());
        var hash = new byte[Sha1.LENGTH];
        long before = nanosOnProcessor();
        for (long pass = 0; pass < passes; pass++) {
            if (arguments[0].equals("seam")) {
                bySeam(content, hash);
            } else {
                hash = byJava(content);
            }
        }
        double nanos = nanosOnProcessor() - before;
        System.out.printf(
                Locale.ROOT,
                "%s %.3f%n",
                HexFormat.of().formatHex(hash),
                passes * content.limit() / nanos);
    }

    private static void bySeam(ByteBuffer content, byte[] hash) {
        var sha1 = Sha1.create();
        for (int at = 0; at < content.limit(); at += PIECE) {
            sha1.update(content, at, Math.min(PIECE, content.limit() - at));
        }
        sha1.finish(hash);
    }

    private static byte[] byJava(ByteBuffer content) throws GeneralSecurityException {
        var sha1 = MessageDigest.getInstance("SHA-1");
        for (int at = 0; at < content.limit(); at += PIECE) {
            sha1.update(content.slice(at, Math.min(PIECE, content.limit() - at)));
        }
        return sha1.digest();
    }

    private static long nanosOnProcessor() throws IOException {
        var line = Files.readString(CLOCK);
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
    }
}
