package io.seedpod.tracker.config;

import io.seedpod.model.id.AddressRange;
import java.util.List;

/// Who is believed about addresses other than its own.
///
/// @param announcedIp whose announces may name another address
/// @param proxies whose `X-Forwarded-For` and `Forwarded` are read
public record Trust(List<AddressRange> announcedIp, List<AddressRange> proxies) {
    public static final Setting ANNOUNCED_IP =
            Setting.of(
                    "trust-announced-ip",
                    "CIDR,…",
                    "none",
                    "Who may announce for another address: ip= over HTTP, the IP field over UDP."
                            + " Others are entered under the address they come from.");
    public static final Setting PROXY =
            Setting.of(
                    "trust-proxy",
                    "CIDR,…",
                    "none",
                    "Proxies whose X-Forwarded-For or Forwarded says who asks over HTTP.");

    static final Area AREA = Area.of("Trust", ANNOUNCED_IP, PROXY);

    static Trust read(SettingReader reader) throws StartFailure {
        return new Trust(reader.ranges(ANNOUNCED_IP), reader.ranges(PROXY));
    }
}
