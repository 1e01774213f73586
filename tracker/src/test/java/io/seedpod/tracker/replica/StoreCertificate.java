package io.seedpod.tracker.replica;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A key and its own certificate, made for a test by the JDK's keytool.
///
/// @param key PKCS 8, PEM
/// @param certificate X.509, PEM
record StoreCertificate(Path key, Path certificate) {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "store";

    /// @param names whom it is for, as `dns:localhost` or `ip:127.0.0.1`
    static StoreCertificate make(Path folder, String names) throws Exception {
        Files.createDirectories(folder);
        Path store = folder.resolve("store.p12");
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=store",
                        "-ext",
                        "san=" + names,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD);
        var log = folder.resolve("keytool.log").toFile();
        var made = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        var process = made.start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("keytool: see " + log);
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        byte[] key = keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded();
        byte[] certificate = keys.getCertificate(ALIAS).getEncoded();
        return new StoreCertificate(
                pem(folder.resolve("key.pem"), "PRIVATE KEY", key),
                pem(folder.resolve("certificate.pem"), "CERTIFICATE", certificate));
    }

    private static Path pem(Path file, String kind, byte[] der) throws IOException {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return Files.writeString(
                file,
                "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                        .formatted(kind, lines.encodeToString(der), kind));
    }
}
