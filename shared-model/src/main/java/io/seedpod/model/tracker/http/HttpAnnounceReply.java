package io.seedpod.model.tracker.http;

import io.seedpod.model.bencode.BDictionary;
import io.seedpod.model.bencode.BInteger;
import io.seedpod.model.bencode.BList;
import io.seedpod.model.bencode.BString;
import io.seedpod.model.bencode.BValue;
import io.seedpod.model.bencode.Bencode;
import io.seedpod.model.bencode.BencodeException;
import io.seedpod.model.bencode.BencodeLimits;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.tracker.AnnounceResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A tracker's reply to an announce over HTTP, as a client reads it.
public sealed interface HttpAnnounceReply {
    /// The announce counted.
    record Accepted(AnnounceResponse announce) implements HttpAnnounceReply {}

    /// The tracker refused.
    ///
    /// @param reason the tracker's words
    record Refused(String reason) implements HttpAnnounceReply {}

    /// Reads a body; empty if it is no tracker's. Understands peers as bytes and as dictionaries,
    /// and takes only literal addresses with a port.
    static Optional<HttpAnnounceReply> decode(byte[] body) {
        try {
            return Bencode.decode(body, BencodeLimits.MESSAGE) instanceof BDictionary reply
                    ? Reading.reply(reply)
                    : Optional.empty();
        } catch (BencodeException _) {
            return Optional.empty();
        }
    }

    /// The reading of a reply, apart from its shape.
    final class Reading {
        private Reading() {}

        private static Optional<HttpAnnounceReply> reply(BDictionary reply) {
            var failure = reply.text("failure reason");
            if (failure.isPresent()) {
                return Optional.of(new Refused(failure.get()));
            }
            var interval = reply.integer("interval");
            if (interval.isEmpty()) {
                return Optional.empty();
            }
            var peers = new ArrayList<PeerEndpoint>();
            reply.find("peers").ifPresent(value -> add(value, 4, peers));
            reply.find("peers6").ifPresent(value -> add(value, 16, peers));
            return Optional.of(
                    new Accepted(
                            new AnnounceResponse(
                                    count(interval),
                                    count(reply.integer("min interval")),
                                    count(reply.integer("complete")),
                                    count(reply.integer("incomplete")),
                                    peers,
                                    reply.text("warning message"),
                                    external(reply))));
        }

        private static Optional<PeerEndpoint> external(BDictionary reply) {
            return reply.string("external ip")
                    .map(BString::bytes)
                    .filter(address -> address.length == 4 || address.length == 16)
                    .map(address -> PeerEndpoint.of(address, 0));
        }

        private static void add(BValue value, int addressLength, List<PeerEndpoint> peers) {
            switch (value) {
                case BString compact -> addCompact(compact.bytes(), addressLength, peers);
                case BList(var entries) -> {
                    for (var entry : entries) {
                        if (entry instanceof BDictionary dictionary) {
                            endpoint(dictionary).ifPresent(peers::add);
                        }
                    }
                }
                case BInteger _, BDictionary _ -> {}
            }
        }

        private static void addCompact(byte[] bytes, int length, List<PeerEndpoint> peers) {
            for (int at = 0; at + length + 2 <= bytes.length; at += length + 2) {
                int port = ((bytes[at + length] & 0xFF) << 8) | (bytes[at + length + 1] & 0xFF);
                if (port != 0) {
                    peers.add(PeerEndpoint.of(Arrays.copyOfRange(bytes, at, at + length), port));
                }
            }
        }

        private static Optional<PeerEndpoint> endpoint(BDictionary entry) {
            var host = entry.text("ip").orElse("");
            long port = entry.integer("port").orElse(0);
            return port < 1 || port > 0xFFFF
                    ? Optional.empty()
                    : PeerEndpoint.parse(
                            (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port);
        }

        private static int count(OptionalLong number) {
            return Math.clamp(number.orElse(0), 0, Integer.MAX_VALUE);
        }
    }
}
