package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;

/// A key with its own certificate, made by the JDK's keytool for a test.
public final class Certificate {
    private static final String PASSWORD = "changeit";

    private final KeyStore keys;
    private final Path pem;

    /// @param name of the folder and of the alias
    /// @param host whom it is for
    public Certificate(World world, String name, String host) {
        Path folder = world.path(name);
        Path store = folder.resolve("keys.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command =
                List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + host,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD);
        World.Result.of(world.start("keytool", command, Map.of())).expect(0);
        try {
            keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            pem = Files.writeString(folder.resolve("certificate.pem"), text(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String text(String name) throws GeneralSecurityException {
        var lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN CERTIFICATE-----\n"
                + lines.encodeToString(keys.getCertificate(name).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /// The certificate, for those who are to trust it.
    public Path pem() {
        return pem;
    }

    /// Makes servers that show it.
    public SSLServerSocketFactory servers() throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }
}
