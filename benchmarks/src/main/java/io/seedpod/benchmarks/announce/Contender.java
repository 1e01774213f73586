package io.seedpod.benchmarks.announce;

import io.seedpod.benchmarks.system.JvmForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A tracker to be measured: what it is called and how it is started.
///
/// @param form `opentracker`, `jvm` or `native`
/// @param portKind how ours receives; empty for another's
record Contender(String form, String portKind) {
    String name() {
        return form.equals("opentracker") ? form : "ours-" + form + "-" + portKind;
    }

    /// Ours in each form that is built, with each kind of port, after opentracker.
    static List<Contender> all(Path checkout) {
        var all = new ArrayList<>(List.of(new Contender("opentracker", "")));
        for (var form : List.of("native", "jvm")) {
            if (form.equals("native") && !Files.isExecutable(executable(checkout))) {
                continue;
            }
            all.add(new Contender(form, "batched"));
            all.add(new Contender(form, "nio"));
        }
        return all;
    }

    /// @param folder of its own
    List<String> command(Path checkout, Path folder, int port, Load.Plan plan) throws IOException {
        if (form.equals("opentracker")) {
            return opentracker(folder, port, plan.swarms());
        }
        var command = new ArrayList<String>();
        if (form.equals("native")) {
            command.add(executable(checkout).toString());
        } else {
            var jar = checkout.resolve("tracker/target/quarkus-app/quarkus-run.jar");
            command.addAll(JvmForm.java(checkout, jar));
            command.addAll(List.of("-jar", jar.toString()));
        }
        command.addAll(List.of("--host", "127.0.0.1", "--port", Integer.toString(port)));
        command.addAll(List.of("--management-port", "0", "--udp-port-kind", portKind));
        command.addAll(List.of("--data", folder.resolve("data").toString()));
        command.addAll(List.of("--max-peers", Integer.toString(2 * plan.peers())));
        command.addAll(List.of("--max-swarms", Integer.toString(2 * plan.swarms())));
        return command;
    }

    private static Path executable(Path checkout) {
        return checkout.resolve("tracker/target/seedpod-tracker");
    }

    private static List<String> opentracker(Path folder, int port, int swarms) throws IOException {
        var hashes = new StringBuilder();
        for (int swarm = 0; swarm < swarms; swarm++) {
            hashes.append(HexFormat.of().formatHex(Population.infoHash(swarm))).append('\n');
        }
        Files.writeString(folder.resolve("whitelist"), hashes);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var text = Integer.toString(port);
        var command = new ArrayList<>(List.of("opentracker", "-i", "127.0.0.1"));
        command.addAll(List.of("-p", text, "-P", text));
        command.addAll(List.of("-w", "/whitelist", "-d", folder.toString()));
        return command;
    }
}
