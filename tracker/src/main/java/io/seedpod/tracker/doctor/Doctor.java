package io.seedpod.tracker.doctor;

import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.TrackerSettings;
import io.seedpod.tracker.doctor.Finding.Level;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Runs all checks, one after the other, in a second or two. Blocks.
public final class Doctor {
    private Doctor() {}

    /// What was found, and the exit code with which a start would end: 0 if it would not.
    public record Report(List<Finding> findings) {
        public Report {
            findings = List.copyOf(findings);
        }

        public ExitCode exitCode() {
            return findings.stream()
                    .map(Finding::exitCode)
                    .filter(code -> code != ExitCode.OK)
                    .findFirst()
                    .orElse(ExitCode.OK);
        }

        public String text() {
            return findings.stream().map(it -> it.text() + "\n").collect(Collectors.joining());
        }

        public String json() {
            var list = new JsonArray();
            for (Finding each : findings) {
                list.add(
                        JsonObject.of(
                                "check", each.check(),
                                "level", each.level().name().toLowerCase(java.util.Locale.ROOT),
                                "what", each.what(),
                                "why", each.why(),
                                "toDo", each.toDo()));
            }
            return JsonObject.of(
                                    "healthy",
                                    findings.stream().noneMatch(it -> it.level() == Level.WRONG),
                                    "exitCode",
                                    exitCode().number(),
                                    "findings",
                                    list)
                            .encodePrettily()
                    + "\n";
        }
    }

    public static Report examine(TrackerSettings settings) {
        var findings = new ArrayList<Finding>();
        var running = new RunningTracker(settings.listening());
        findings.addAll(PortChecks.run(settings.listening(), running));
        Path data = settings.publishing().data();
        findings.addAll(StorageChecks.run(data));
        findings.addAll(KeyChecks.run(data, settings.replication().connectionKey()));
        findings.addAll(ClockChecks.run(data, running));
        findings.addAll(SystemChecks.run(settings.limits(), Path.of("/proc")));
        return new Report(findings);
    }
}
