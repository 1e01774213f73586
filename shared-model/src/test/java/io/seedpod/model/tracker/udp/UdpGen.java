package io.seedpod.model.tracker.udp;

import io.seedpod.model.id.CatalogueName;
import io.seedpod.model.id.InvalidNameException;
import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.AnnounceEvent;
import io.seedpod.model.tracker.AnnounceRequest;
import io.seedpod.model.tracker.AnnounceResponse;
import io.seedpod.model.tracker.NameEntry;
import io.seedpod.model.tracker.ScrapeEntry;
import io.seedpod.model.tracker.ScrapeRequest;
import io.seedpod.model.tracker.ScrapeResponse;
import io.seedpod.model.tracker.udp.UdpRequest.Publication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Packets of every kind.
final class UdpGen {
    private UdpGen() {}

    static UdpRequest request(Gen gen) {
        int transactionId = gen.random().nextInt();
        long connectionId = gen.random().nextLong();
        return switch (gen.random().nextInt(5)) {
            case 0 -> new UdpRequest.Connect(transactionId);
            case 1 -> new UdpRequest.Announce(connectionId, transactionId, announce(gen));
            case 2 -> new UdpRequest.Scrape(connectionId, transactionId, scrape(gen));
            case 3 -> new UdpRequest.LookUpName(connectionId, transactionId, name(gen), token(gen));
            default ->
                    new UdpRequest.PublishName(
                            connectionId,
                            transactionId,
                            new Publication(
                                    name(gen),
                                    gen.infoHash(),
                                    amount(gen),
                                    count(gen),
                                    gen.chance(0.5),
                                    gen.chance(0.5) ? 0 : amount(gen)),
                            token(gen));
        };
    }

    static UdpResponse response(Gen gen, boolean ipv6) {
        int transactionId = gen.random().nextInt();
        return switch (gen.random().nextInt(5)) {
            case 0 -> new UdpResponse.Connected(transactionId, gen.random().nextLong());
            case 1 -> {
                List<PeerEndpoint> peers =
                        ipv6 ? gen.list(70, gen::endpointV6) : gen.list(200, gen::endpointV4);
                yield new UdpResponse.Announced(
                        transactionId,
                        new AnnounceResponse(
                                count(gen), 0, count(gen), count(gen), peers, Optional.empty()));
            }
            case 2 ->
                    new UdpResponse.Scraped(
                            transactionId,
                            new ScrapeResponse(
                                    gen.list(
                                            74,
                                            () ->
                                                    new ScrapeEntry(
                                                            count(gen), count(gen), count(gen)))));
            case 3 ->
                    new UdpResponse.NameReply(
                            transactionId,
                            gen.chance(0.5),
                            gen.oneOf(NameStatus.values()),
                            new NameEntry(
                                    gen.infoHash(),
                                    amount(gen),
                                    count(gen),
                                    count(gen),
                                    count(gen),
                                    amount(gen)));
            default -> new UdpResponse.Failed(transactionId, gen.text(100));
        };
    }

    static AnnounceRequest announce(Gen gen) {
        return new AnnounceRequest(
                gen.infoHash(),
                gen.peerId(),
                amount(gen),
                amount(gen),
                amount(gen),
                gen.oneOf(AnnounceEvent.values()),
                gen.between(-1, 1000),
                gen.random().nextInt(),
                gen.between(0, 0xFFFF),
                gen.chance(0.5) ? "" : "/announce?" + gen.text(600));
    }

    static CatalogueName name(Gen gen) {
        while (true) {
            try {
                return CatalogueName.parse(gen.text(63));
            } catch (InvalidNameException _) {
                // A dot alone, for instance: draw again.
            }
        }
    }

    private static ScrapeRequest scrape(Gen gen) {
        var hashes = new ArrayList<>(gen.list(ScrapeRequest.MAX_INFO_HASHES - 1, gen::infoHash));
        hashes.add(gen.infoHash());
        return new ScrapeRequest(hashes);
    }

    private static String token(Gen gen) {
        return gen.chance(0.5) ? "" : gen.text(60);
    }

    private static long amount(Gen gen) {
        return gen.between(0, Long.MAX_VALUE);
    }

    private static int count(Gen gen) {
        return gen.between(0, Integer.MAX_VALUE);
    }
}
