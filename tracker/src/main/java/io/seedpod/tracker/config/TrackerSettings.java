package io.seedpod.tracker.config;

import java.util.List;
import java.util.stream.Stream;

/// The settings of a tracker, checked: a record for each area.
///
/// A new area is one line in each of the four lists below, and a file of its own.
public record TrackerSettings(
        Listening listening, // addresses and ports
        Publishing publishing, // the catalogue and its folder
        Beats beats, // how often peers announce
        Bounds bounds, // how many peers are kept
        Probes probes, // which silent peers are asked
        Limits limits, // how much one address may ask for
        Trust trust, // who is believed about addresses
        Logging logging, // what is logged, and how
        Locality locality, // who is near whom
        Admission admission, // who may announce what
        Telemetry telemetry, // where metrics are sent to
        Replication replication // what several trackers share
        ) {
    /// Everything an operator can set, in the order of the help text.
    public static final List<Area> AREAS =
            List.of(
                    Listening.AREA, //
                    Publishing.AREA, //
                    Beats.AREA, //
                    Bounds.AREA, //
                    Probes.AREA, //
                    Limits.AREA, //
                    Trust.AREA, //
                    Logging.AREA, //
                    Locality.AREA, //
                    Admission.AREA, //
                    Telemetry.AREA, //
                    Replication.AREA //
                    );

    public static TrackerSettings read(SettingReader reader) throws StartFailure {
        return new TrackerSettings(
                Listening.read(reader), //
                Publishing.read(reader), //
                Beats.read(reader), //
                Bounds.read(reader), //
                Probes.read(reader), //
                Limits.read(reader), //
                Trust.read(reader), //
                Logging.read(reader), //
                Locality.read(reader), //
                Admission.read(reader), //
                Telemetry.read(reader), //
                Replication.read(reader) //
                );
    }

    /// The same, with the ports that were found for 0.
    public TrackerSettings withPorts(int found, int managementFound) {
        return new TrackerSettings(
                listening.withPorts(found, managementFound), //
                publishing, //
                beats, //
                bounds, //
                probes, //
                limits, //
                trust, //
                logging, //
                locality, //
                admission, //
                telemetry, //
                replication //
                );
    }

    public static Stream<Setting> all() {
        return AREAS.stream().flatMap(area -> area.settings().stream());
    }
}
