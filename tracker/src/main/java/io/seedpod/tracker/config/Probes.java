package io.seedpod.tracker.config;

import io.seedpod.model.id.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Which peers are asked, when they have gone silent, whether they still listen.
///
/// @param ranges addresses that may be connected to; none = nobody is asked
public record Probes(List<AddressRange> ranges) {
    public static final Setting PROBE =
            Setting.of(
                    "probe",
                    "RANGES",
                    "private",
                    "Silent peers in these address ranges (CIDR, divided by commas; private ="
                            + " the private ones and this machine; off = none) are asked by a TCP"
                            + " connect whether they still listen, and if not handed out last.");

    static final Area AREA = Area.of("Probes", PROBE);

    /// Addresses whose owner is the one who runs the tracker: private ones, those behind the NAT of
    /// carriers and clouds, IPv6's local ones, and this machine itself.
    private static final List<AddressRange> PRIVATE =
            Stream.of(
                            "10.0.0.0/8",
                            "172.16.0.0/12",
                            "192.168.0.0/16",
                            "100.64.0.0/10",
                            "fc00::/7",
                            "127.0.0.0/8",
                            "::1/128")
                    .map(text -> AddressRange.parse(text).orElseThrow())
                    .toList();

    public Probes {
        ranges = List.copyOf(ranges);
    }

    static Probes read(SettingReader reader) throws StartFailure {
        var words = reader.words(PROBE);
        if (words.equals(List.of("off"))) {
            return new Probes(List.of());
        }
        var ranges = new ArrayList<AddressRange>();
        for (String word : words) {
            if (word.equals("private")) {
                ranges.addAll(PRIVATE);
            } else {
                ranges.add(
                        AddressRange.parse(word)
                                .orElseThrow(
                                        () ->
                                                reader.wrong(
                                                        PROBE,
                                                        "off, private, or address ranges such as"
                                                                + " 10.0.0.0/8,fd00::/8")));
            }
        }
        return new Probes(ranges);
    }
}
