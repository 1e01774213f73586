package io.seedpod.benchmarks.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// opentracker on the switch: the same third party for every pair, so no tracker of a pair's own is
/// in the figures.
final class Tracker implements AutoCloseable {
    static final String BASE = "http://" + Network.TRACKER_ADDRESS + ":6969/";
    static final String URL = BASE + "announce";

    private final Process process;
    private final URI scrape;
    private final HttpClient http = HttpClient.newHttpClient();

    private Tracker(Process process, String infoHash) {
        this.process = process;
        this.scrape = URI.create(BASE + "scrape?info_hash=" + percentEncoded(infoHash));
    }

    static Tracker start(Path home, String infoHash) throws IOException {
        Files.createDirectories(home);
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        // it reads the list after its change of root
        Files.writeString(home.resolve("whitelist"), infoHash + "\n");
        var builder =
                new ProcessBuilder(
                        "opentracker",
                        "-i",
                        Network.TRACKER_ADDRESS,
                        "-p",
                        "6969",
                        "-P",
                        "6969",
                        "-w",
                        "/whitelist",
                        "-d",
                        home.toString());
        builder.redirectErrorStream(true).redirectOutput(home.resolve("output").toFile());
        return new Tracker(builder.start(), infoHash);
    }

    private static String percentEncoded(String hex) {
        return hex.replaceAll("(..)", "%$1");
    }

    /// Number of seeders it would name now; 0 while it does not answer.
    int seeders() throws InterruptedException {
        var request = HttpRequest.newBuilder(scrape).timeout(Duration.ofSeconds(2)).build();
        try {
            var response =
                    http.send(
                            request,
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
            var at = response.body().indexOf("8:completei");
            return at < 0 ? 0 : numberAt(response.body(), at + "8:completei".length());
        } catch (IOException _) {
            return 0;
        }
    }

    private static int numberAt(String text, int start) {
        return Integer.parseInt(text.substring(start, text.indexOf('e', start)));
    }

    @Override
    public void close() {
        process.destroy();
        http.close();
    }
}
