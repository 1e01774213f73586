package io.seedpod.tracker;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.seedpod.tracker.cli.TrackerCommand;
import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.StartFailure;
import io.seedpod.tracker.doctor.Doctor;
import io.seedpod.tracker.frontend.udp.port.DatagramPorts;
import io.seedpod.tracker.wiring.Exit;
import io.seedpod.tracker.wiring.KeyChange;
import io.seedpod.tracker.wiring.Launch;
import io.seedpod.tracker.wiring.Resources;
import io.seedpod.tracker.wiring.TrackerApplication;

/// Starts the tracker: reads the command line, takes ports and data folder, then starts Quarkus.
@QuarkusMain
public final class TrackerMain {
    private TrackerMain() {}

    public static void main(String... arguments) {
        try {
            var command =
                    new TrackerCommand(
                            System.getenv(),
                            TrackerApplication.version(),
                            kind -> DatagramPorts.choose(kind).toString());
            switch (command.parse(arguments)) {
                case TrackerCommand.Parsed.Print(var text) -> System.out.print(text);
                case TrackerCommand.Parsed.Keys(var verb, var file) ->
                        System.out.print(KeyChange.apply(verb, file));
                case TrackerCommand.Parsed.Examine(var settings, var asJson) -> {
                    var report = Doctor.examine(settings);
                    System.out.print(asJson ? report.json() : report.text());
                    System.out.flush();
                    System.exit(report.exitCode().number());
                }
                case TrackerCommand.Parsed.Start(var settings) -> {
                    Launch.logAs(settings.logging());
                    Launch.handOver(Resources.take(settings));
                    Exit.cleanlyOnSignal();
                    Quarkus.run(TrackerApplication.class, Exit::afterQuarkus);
                }
            }
        } catch (StartFailure e) {
            System.err.println("tracker: " + e.getMessage());
            System.exit(e.exitCode().number());
        } catch (RuntimeException e) {
            System.err.println("tracker: internal error: " + e);
            System.exit(ExitCode.INTERNAL.number());
        }
    }
}
