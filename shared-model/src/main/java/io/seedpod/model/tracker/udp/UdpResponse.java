package io.seedpod.model.tracker.udp;

import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.ScrapeResponse;

/// What a UDP tracker answers. All integers are big-endian.
public sealed interface UdpResponse {
    /// That of the request.
    int transactionId();

    /// Gives a connection id, good for a minute. BEP 15, 16 bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  action          0
    ///      4     4  transaction id
    ///      8     8  connection id
    /// ```
    record Connected(int transactionId, long connectionId) implements UdpResponse {}

    /// Answers an announce. BEP 15, 20 + 6 n bytes to an IPv4 address, 20 + 18 n to an IPv6 one.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  action          1
    ///      4     4  transaction id
    ///      8     4  interval        seconds
    ///     12     4  leechers
    ///     16     4  seeders
    ///     20   6 n  peers           address 4, port 2     (address 16, port 2)
    /// ```
    public record Announced(int transactionId, AnnounceResponse announce) implements UdpResponse {}

    /// Answers a scrape. BEP 15, 8 + 12 n bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  action          2
    ///      4     4  transaction id
    ///      8  12 n  entries         seeders 4, completed 4, leechers 4
    /// ```
    record Scraped(int transactionId, ScrapeResponse scrape) implements UdpResponse {}

    /// Answers a look-up or a publish. Ours, 60 bytes; 52 from a tracker that knows no
    /// clocks.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  action          that of the request
    ///      4     4  transaction id
    ///      8     4  status          0 found or accepted, 1 not found, 2 refused, 3 conflict,
    ///                               4 deleted
    ///     12    20  infohash        zeros unless found, accepted or conflict
    ///     32     8  size            bytes
    ///     40     4  piece length    bytes
    ///     44     4  seeders
    ///     48     4  leechers
    ///     52     8  clock           milliseconds since 1970; 0 or absent = not known
    /// ```
    ///
    /// @param published whether a publish is answered, else a look-up
    record NameReply(int transactionId, boolean published, NameStatus status, NameEntry entry)
            implements UdpResponse {}

    /// Refuses a request. BEP 15, 8 + n bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     4  action          3
    ///      4     4  transaction id
    ///      8     n  message         UTF-8
    /// ```
    record Failed(int transactionId, String message) implements UdpResponse {}
}
