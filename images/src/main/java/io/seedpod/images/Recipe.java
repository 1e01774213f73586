package io.seedpod.images;

import java.util.List;
import java.util.Map;

/// What is particular to the image of one program.
///
/// @param program `tracker` or `peer`
/// @param description one sentence, for the label
/// @param arguments what the program is started with when nothing else is said
/// @param environment settings that hold in every container
/// @param ports as in an image: `6969/udp`
record Recipe(
        String program,
        String description,
        List<String> arguments,
        Map<String, String> environment,
        List<String> ports) {
    /// Where a container may write; everything else may be read-only.
    static final String DATA = "/data";

    static Recipe of(String program) throws ImageFailure {
        return switch (program) {
            case "tracker" -> tracker();
            case "peer" -> peer();
            default -> throw new ImageFailure("no image is known of '" + program + "'");
        };
    }

    private static Recipe tracker() {
        return new Recipe(
                "tracker",
                "BitTorrent tracker (UDP and HTTP) with a catalogue of names",
                List.of(),
                Map.of("SEEDPOD_TRACKER_DATA", DATA),
                List.of("6969/udp", "6969/tcp", "9000/tcp"));
    }

    private static Recipe peer() {
        return new Recipe(
                "peer",
                "Shares files by name and fetches them from everyone who has them",
                List.of("daemon", DATA + "/files"),
                Map.of("SEEDPOD_STATE", DATA + "/state"),
                List.of("6881/tcp", "8080/tcp", "9001/tcp"));
    }

    String executableName() {
        return "seedpod-" + program;
    }
}
