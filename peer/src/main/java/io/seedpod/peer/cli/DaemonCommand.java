package io.seedpod.peer.cli;

import io.quarkus.vertx.http.HttpServer;
import io.seedpod.peer.cli.option.LimitOptions;
import io.seedpod.peer.cli.option.ListenOptions;
import io.seedpod.peer.cli.option.OutputOptions;
import io.seedpod.peer.cli.option.ServerOptions;
import io.seedpod.peer.cli.option.TrackerOptions;
import io.seedpod.peer.cli.place.Farewell;
import io.seedpod.peer.cli.place.Places;
import io.seedpod.peer.cli.remote.DaemonDirectory;
import io.seedpod.peer.cli.remote.DaemonRecord;
import io.seedpod.peer.cli.screen.Screen;
import io.seedpod.peer.cli.task.ExitCode;
import io.seedpod.peer.cli.task.Interruption;
import io.seedpod.peer.cli.task.Need;
import io.seedpod.peer.cli.task.PeerTask;
import io.seedpod.peer.session.Session;
import io.seedpod.peer.session.Sessions;
import io.seedpod.peer.session.trouble.SessionException;
import io.seedpod.peer.session.trouble.Trouble;
import io.seedpod.peer.storage.sha.ShaInstructions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `peer daemon`: shares a folder for as long as it runs, and does the work of other commands.
@Command(
        name = "daemon",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Share everything in a folder, and serve other commands and programs.",
        description = {
            "Every file and folder in FOLDER is published under its own name and seeded; what is added or changed"
                    + " follows once it was left alone for two seconds. Fetched torrents land there too. State is kept"
                    + " in FOLDER/.seedpod, so a restart goes on where it stopped."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  peer daemon /srv/files --tracker tracker.example:6969",
            "  peer daemon /srv/files --api-host 0.0.0.0 the API for other machines, too",
            "  peer share model.bin                      now handed over to the daemon",
            "  curl localhost:8080/api/v1/torrents       what it is doing, as JSON",
            "  curl localhost:9001/q/health/ready        also live, started; /q/metrics",
            "",
            "Exit codes: 0 ended by Ctrl-C or SIGTERM after leaving every swarm; 2 FOLDER",
            "  cannot be used; 7 a port that was asked for is in use."
        })
public final class DaemonCommand implements PeerTask {
    private static final Duration START_WITHIN = Duration.ofSeconds(30);
    private static final long FOREVER_MILLIS = Long.MAX_VALUE;

    @Parameters(paramLabel = "FOLDER", description = "The folder to share; made if it is missing.")
    Path folder = Path.of("");

    @Mixin TrackerOptions tracking = new TrackerOptions();
    @Mixin ListenOptions listening = new ListenOptions();
    @Mixin LimitOptions limiting = new LimitOptions();
    @Mixin ServerOptions server = new ServerOptions();
    @Mixin OutputOptions outputOptions = new OutputOptions();

    @Inject Sessions sessions;
    @Inject Interruption interruption;
    @Inject HttpServer http;

    @Override
    public Need need() {
        return Need.SERVER;
    }

    @Override
    public OutputOptions output() {
        return outputOptions;
    }

    ServerOptions server() {
        return server;
    }

    @Override
    public ExitCode run() {
        var screen = outputOptions.screen();
        var shared = prepare(folder.toAbsolutePath().normalize());
        var options =
                Places.options(tracking, listening, limiting)
                        .withStateFolder(shared.resolve(".seedpod"));
        var session = sessions.open(options).await().atMost(START_WITHIN);
        session.portNotice().ifPresent(screen::notice);
        ShaInstructions.notice().ifPresent(screen::notice);
        var pid = ProcessHandle.current().pid();
        interruption.onSignal(() -> leave(session, pid, screen));
        session.follow(shared).await().atMost(START_WITHIN);
        register(session, shared, pid);
        var apiUrl = "http://" + forUrl(server.host()) + ":" + http.getPort();
        var management = "%s:%d".formatted(forUrl(server.managementHost()), managementPort());
        screen.result(
                "seedpod peer ready: bittorrent %s, api %s, management %s, folder %s"
                        .formatted(session.listen(), apiUrl, management, shared));
        var details = new LinkedHashMap<String, Object>();
        details.put("bittorrent", session.listen());
        details.put("api", apiUrl);
        details.put("management", management);
        details.put("folder", shared.toString());
        screen.event("ready", details);
        while (interruption.pause(FOREVER_MILLIS)) {
            // Everything happens on event loops and workers.
        }
        return ExitCode.OK;
    }

    /// Quarkus tells it only where it chose one itself.
    private int managementPort() {
        var chosen = http.getManagementPort();
        return chosen > 0 ? chosen : Integer.getInteger("quarkus.management.port", chosen);
    }

    /// Makes the folder, and sees that we may read it and write to it.
    static Path prepare(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new SessionException(
                    Trouble.USAGE, "folder %s cannot be made: %s".formatted(folder, reason(e)), e);
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new SessionException(
                    Trouble.USAGE, "folder %s cannot be read: permission denied".formatted(folder));
        }
        return folder;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.FileAlreadyExistsException _ -> "a file is in its place";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    private void register(Session session, Path shared, long pid) {
        var host = server.isEveryAddress() ? "127.0.0.1" : forUrl(server.host());
        var daemon =
                new DaemonRecord(
                        pid,
                        "http://" + host + ":" + http.getPort(),
                        shared.toString(),
                        session.trackers(),
                        System.currentTimeMillis());
        try {
            DaemonDirectory.ofUser().write(daemon);
        } catch (IOException e) {
            outputOptions
                    .screen()
                    .notice(
                            "commands on this machine will not find this daemon by themselves: "
                                    + e.getMessage());
        }
    }

    private boolean leave(Session session, long pid, Screen screen) {
        try {
            DaemonDirectory.ofUser().remove(pid);
        } catch (IOException _) {
            // Swept by the next reader.
        }
        Farewell.say(session, listening.drainTimeout(), screen);
        return true;
    }

    private static String forUrl(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
