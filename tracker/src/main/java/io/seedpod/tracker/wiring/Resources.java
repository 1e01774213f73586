package io.seedpod.tracker.wiring;

import io.seedpod.tracker.catalogue.journal.JournalCatalogue;
import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.Replication;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.config.UdpPortKind;
import io.seedpod.tracker.frontend.udp.DatagramPort;
import io.seedpod.tracker.frontend.udp.port.DatagramPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jboss.logging.Logger;

/// What the tracker takes from the system: ports and the data folder. Taken before anything else is
/// started, so that a start that must fail fails at once and says why.
///
/// @param settings with the ports that were found for 0
public record Resources(
        TrackerSettings settings,
        DatagramPort datagramPort,
        JournalCatalogue catalogueStore,
        ConnectionKeys connectionKeys) {
    private static final Logger LOG = Logger.getLogger(Resources.class);
    private static final int WAITING_CHANGES = 1_024;
    private static final int TRIES_FOR_A_FREE_PORT = 50;

    public static Resources take(TrackerSettings settings) throws StartFailure {
        var datagramPort = bind(settings);
        try {
            int managementPort = settings.listening().managementPort();
            if (managementPort == 0) {
                managementPort = freeTcpPort(settings.listening().managementHost());
            } else {
                checkTcpPort(settings.listening().managementHost(), managementPort, "management");
            }
            return open(settings.withPorts(datagramPort.port(), managementPort), datagramPort);
        } catch (StartFailure | RuntimeException e) {
            datagramPort.close();
            throw e;
        }
    }

    private static Resources open(TrackerSettings settings, DatagramPort datagramPort)
            throws StartFailure {
        Path data = settings.publishing().data();
        try {
            Files.createDirectories(data);
            var keys = keys(settings);
            var limits =
                    new JournalCatalogue.Limits(settings.publishing().maxNames(), WAITING_CHANGES);
            var store = JournalCatalogue.open(data, limits, Clock.systemUTC());
            return new Resources(settings, datagramPort, store, keys);
        } catch (FileSystemException e) {
            throw new StartFailure(
                    ExitCode.STORAGE,
                    "data folder %s cannot be used: %s (set another with --data)"
                            .formatted(data, reason(e)));
        } catch (IOException e) {
            throw new StartFailure(ExitCode.STORAGE, String.valueOf(e.getMessage()));
        }
    }

    private static ConnectionKeys keys(TrackerSettings settings) throws IOException, StartFailure {
        var given = settings.replication().connectionKey();
        if (given.isEmpty()) {
            return ConnectionKeys.kept(settings.publishing().data().resolve(ConnectionKeys.FILE));
        }
        try {
            return ConnectionKeys.given(given.get());
        } catch (FileSystemException e) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "%s: key file %s cannot be read: %s"
                            .formatted(Replication.CONNECTION_KEY.flag(), given.get(), reason(e)));
        }
    }

    private static String reason(FileSystemException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return e.getReason() == null ? kind + " " + e.getFile() : e.getReason();
    }

    /// Binds the UDP port, and sees that the TCP port of the same number is free.
    private static DatagramPort bind(TrackerSettings settings) throws StartFailure {
        StartFailure last = new StartFailure(ExitCode.PORT_IN_USE, "no free port found");
        var ports = choose(settings.listening().udpPortKind());
        for (int i = 0; i < (settings.listening().port() == 0 ? TRIES_FOR_A_FREE_PORT : 1); i++) {
            DatagramPort port = bindUdp(settings, ports);
            try {
                checkTcpPort(settings.listening().host(), port.port(), "HTTP");
                return port;
            } catch (StartFailure e) {
                port.close();
                last = e;
            }
        }
        throw last;
    }

    private static DatagramPorts choose(UdpPortKind kind) throws StartFailure {
        var ports = DatagramPorts.choose(kind);
        if (ports.whyNotBatched().isEmpty()) {
            return ports;
        }
        if (kind == UdpPortKind.BATCHED) {
            throw new StartFailure(
                    ExitCode.USAGE,
                    "UDP packets cannot be received in batches: %s (--udp-port-kind=auto does without)"
                            .formatted(ports.whyNotBatched()));
        }
        LOG.infof("UDP packets are received one by one: %s", ports.whyNotBatched());
        return ports;
    }

    private static DatagramPort bindUdp(TrackerSettings settings, DatagramPorts ports)
            throws StartFailure {
        try {
            return ports.bind(address(settings.listening().host(), settings.listening().port()));
        } catch (IOException e) {
            throw unusable("UDP", settings.listening().host(), settings.listening().port(), e);
        }
    }

    private static void checkTcpPort(String host, int port, String what) throws StartFailure {
        try (var socket = new ServerSocket()) {
            socket.bind(address(host, port));
        } catch (IOException e) {
            throw unusable(what, host, port, e);
        }
    }

    private static int freeTcpPort(String host) throws StartFailure {
        try (var socket = new ServerSocket()) {
            socket.bind(address(host, 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw unusable("management", host, 0, e);
        }
    }

    private static InetSocketAddress address(String host, int port) throws IOException {
        return host.isEmpty()
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.getByName(host), port);
    }

    private static StartFailure unusable(String what, String host, int port, IOException e) {
        String at = (host.isEmpty() ? "" : host + " ") + "port " + port;
        String reason = String.valueOf(e.getMessage());
        if (reason.contains("in use")) {
            String flag = what.equals("management") ? "--management-port" : "--port";
            return new StartFailure(
                    ExitCode.PORT_IN_USE,
                    "%s %s is in use by another program (choose another with %s)"
                            .formatted(what, at, flag));
        }
        return new StartFailure(
                ExitCode.USAGE, "%s %s cannot be listened on: %s".formatted(what, at, reason));
    }
}
