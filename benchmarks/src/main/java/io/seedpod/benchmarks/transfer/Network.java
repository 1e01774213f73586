package io.seedpod.benchmarks.transfer;

import io.seedpod.benchmarks.system.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Hosts and a switch: each side has a namespace and an address of its own, joined by a bridge.
///
/// Transmission passes over loopback peers that a tracker names, so no pair is measured on
/// 127.0.0.1. The calling process must itself live in a network and mount namespace of its own
/// (`benchmarks/run-transfer` sees to that): the switch is made there and all vanishes with it.
final class Network {
    static final String SEEDER_ADDRESS = "10.77.0.1";
    static final String TRACKER_ADDRESS = "10.77.0.254";

    private Network() {}

    /// The seeder is at 10.77.0.1, leechers from 10.77.0.2 on.
    static void build(int leechers) throws IOException {
        ip("link set lo up");
        ip("link add br0 type bridge");
        ip("link set br0 up");
        ip("addr add " + TRACKER_ADDRESS + "/24 dev br0");
        addHost("seeder", SEEDER_ADDRESS);
        for (int number = 1; number <= leechers; number++) {
            addHost(leecher(number), leecherAddress(number));
        }
    }

    /// Name of a leecher's host, counted from 1.
    static String leecher(int number) {
        return "leecher" + number;
    }

    static String leecherAddress(int number) {
        return "10.77.0." + (1 + number);
    }

    private static void addHost(String name, String address) throws IOException {
        ip("netns add " + name);
        ip("link add eth0 netns " + name + " type veth peer name to-" + name);
        ip("link set to-" + name + " master br0 up");
        ip("-n " + name + " addr add " + address + "/24 dev eth0");
        ip("-n " + name + " link set lo up");
        ip("-n " + name + " link set eth0 up");
    }

    /// Bytes that the switch has sent to a host so far.
    static long sentTo(String host) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/net/dev"))) {
            var fields = line.strip().split("[: ]+");
            if (fields[0].equals("to-" + host)) {
                return Long.parseLong(fields[9]);
            }
        }
        throw new IOException("no interface to " + host);
    }

    private static void ip(String arguments) throws IOException {
        Commands.output(("ip " + arguments).split(" "));
    }
}
