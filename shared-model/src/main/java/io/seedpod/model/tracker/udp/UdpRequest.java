package io.seedpod.model.tracker.udp;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.ScrapeRequest;

/// What a client sends to a UDP tracker. All integers are big-endian.
public sealed interface UdpRequest {
    /// Chosen by the client; the answer carries it.
    int transactionId();

    /// Asks for a connection id. BEP 15, 16 bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     8  protocol id     0x41727101980
    ///      8     4  action          0
    ///     12     4  transaction id
    /// ```
    record Connect(int transactionId) implements UdpRequest {}

    /// An announce. BEP 15, 98 bytes, and BEP 41's options after them.
    ///
    /// ```
    /// offset  size  field
    ///      0     8  connection id
    ///      8     4  action          1
    ///     12     4  transaction id
    ///     16    20  infohash
    ///     36    20  peer id
    ///     56     8  downloaded      bytes
    ///     64     8  left            bytes
    ///     72     8  uploaded        bytes
    ///     80     4  event           0 none, 1 completed, 2 started, 3 stopped
    ///     84     4  ip address      0; we neither send nor read it
    ///     88     4  key
    ///     92     4  num want        -1 = default
    ///     96     2  port
    ///     98     n  options         0 = end, 1 = skip, 2 length data = part of path and query
    /// ```
    record Announce(long connectionId, int transactionId, AnnounceRequest announce)
            implements UdpRequest {}

    /// A scrape. BEP 15, 16 + 20 n bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     8  connection id
    ///      8     4  action          2
    ///     12     4  transaction id
    ///     16  20 n  infohashes      n in [1, 74]
    /// ```
    record Scrape(long connectionId, int transactionId, ScrapeRequest scrape)
            implements UdpRequest {}

    /// Asks what a name leads to. Ours; at least 64 bytes, so that no answer is longer.
    ///
    /// ```
    /// offset  size  field
    ///      0     8  connection id
    ///      8     4  action          0x5EED0001
    ///     12     4  transaction id
    ///     16     1  name length     n in [1, 255]
    ///     17     n  name            UTF-8, NFC
    ///     17+n   1  token length    t in [0, 255]
    ///     18+n   t  token           UTF-8
    ///     18+n+t    zeros to at least 64
    /// ```
    record LookUpName(long connectionId, int transactionId, CatalogueName name, String token)
            implements UdpRequest {}

    /// Gives a name to a torrent whose metadata peers have. Ours; at least 64 bytes.
    ///
    /// ```
    /// offset  size  field
    ///      0     8  connection id
    ///      8     4  action          0x5EED0002
    ///     12     4  transaction id
    ///     16    20  infohash
    ///     36     8  size            bytes
    ///     44     4  piece length    bytes
    ///     48     4  flags           bit 0 (lowest): replace other content of this name
    ///     52     1  name length     n in [1, 255]
    ///     53     n  name            UTF-8, NFC
    ///     53+n   1  token length    t in [0, 255]
    ///     54+n   t  token           UTF-8
    ///     54+n+t 8  clock           milliseconds since 1970; 0 or absent = none
    ///     62+n+t    zeros to at least 64
    /// ```
    record PublishName(long connectionId, int transactionId, Publication publication, String token)
            implements UdpRequest {}

    /// What is published.
    ///
    /// @param replace whether other content of this name gives way
    /// @param clock with which it was published before, in milliseconds since 1970; 0 = it is
    ///     published for the first time, and the tracker's clock counts
    record Publication(
            CatalogueName name,
            InfoHash infoHash,
            long size,
            int pieceLength,
            boolean replace,
            long clock) {

        /// A first publication.
        public Publication(
                CatalogueName name,
                InfoHash infoHash,
                long size,
                int pieceLength,
                boolean replace) {
            this(name, infoHash, size, pieceLength, replace, 0);
        }
    }
}
