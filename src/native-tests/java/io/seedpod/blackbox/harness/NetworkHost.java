package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A host of a [Network]: a namespace with one interface, which can be shaped, made to lose and
/// read.
public final class NetworkHost implements Host {
    private static final String INTERFACE = "eth0";
    private static final int RECEIVED_BYTES = 0;
    private static final int SENT_BYTES = 8;
    private final String namespace;
    private final String address;

    NetworkHost(String namespace, String address) {
        this.namespace = namespace;
        this.address = address;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public List<String> prefix() {
        return List.of("ip", "netns", "exec", namespace);
    }

    String namespace() {
        return namespace;
    }

    @Override
    public <T> T call(Callable<T> action) {
        var task =
                new FutureTask<T>(
                        () -> {
                            NamespaceEntry.enter(namespace);
                            return action.call();
                        });
        Thread.ofPlatform().daemon().name(namespace).start(task);
        try {
            return task.get();
        } catch (ExecutionException failure) {
            var cause = failure.getCause();
            if (cause instanceof AssertionError) {
                throw new AssertionError("in " + namespace + ": " + cause.getMessage(), cause);
            }
            throw new IllegalStateException("in " + namespace + ": " + cause, cause);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted in " + namespace, stop);
        }
    }

    /// Limits what it sends, with a token bucket of the kernel (measured within 4 % of the rate).
    public NetworkHost shape(int megabitsPerSecond) {
        Shell.run(
                ("tc -n "
                                + namespace
                                + " qdisc replace dev "
                                + INTERFACE
                                + " root tbf rate "
                                + megabitsPerSecond
                                + "mbit burst 128kb latency 50ms")
                        .split(" "));
        return this;
    }

    /// Drops this share of the UDP datagrams that come in.
    public NetworkHost loseUdp(int percent) {
        return filter("meta l4proto udp numgen random mod 100 < " + percent + " counter drop");
    }

    /// Drops TCP segments to this port.
    public NetworkHost blockTcp(int port) {
        return filter("tcp dport " + port + " counter drop");
    }

    private NetworkHost filter(String rule) {
        var rules =
                """
                table inet seedpod {
                  chain input {
                    type filter hook input priority 0;
                    %s
                  }
                }
                """
                        .formatted(rule);
        Shell.run(List.of("ip", "netns", "exec", namespace, "nft", "-f", "-"), rules);
        return this;
    }

    /// How many packets the rules of [#loseUdp] and [#blockTcp] dropped so far.
    public long droppedPackets() {
        var listing = Shell.run("ip", "netns", "exec", namespace, "nft", "list", "ruleset");
        var matcher = java.util.regex.Pattern.compile("counter packets (\\d+)").matcher(listing);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /// Bytes its interface received since it was made, headers included.
    public long receivedBytes() {
        return counter(RECEIVED_BYTES);
    }

    /// Bytes its interface sent since it was made, headers included.
    public long sentBytes() {
        return counter(SENT_BYTES);
    }

    private long counter(int column) {
        var line = call(() -> countersOf(Files.readString(Path.of("/proc/thread-self/net/dev"))));
        return Long.parseLong(line.strip().split("\\s+")[column]);
    }

    private static String countersOf(String table) {
        return table.lines()
                .map(String::strip)
                .filter(line -> line.startsWith(INTERFACE + ":"))
                .map(line -> line.substring(INTERFACE.length() + 1))
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("no " + INTERFACE)));
    }
}
