package io.seedpod.blackbox.tracker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.AnnounceText;
import io.seedpod.blackbox.harness.Caller;
import io.seedpod.blackbox.harness.TrackerProcess;
import io.seedpod.blackbox.harness.UdpTracker;
import io.seedpod.blackbox.harness.World;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who is believed about an address that is not its own: those whom the operator named, and nobody
/// else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrustIT {
    private static final String PROXY = "127.0.0.2";
    private static final String ANNOUNCER = "127.0.0.3";
    private static final String STRANGER = "127.0.0.4";
    private static final int SOMEWHERE = 0xcb007101;

    private final World world = new World();
    private TrackerProcess tracker;

    @BeforeAll
    void start() {
        tracker =
                world.tracker(
                        "--trust-proxy=" + PROXY + "/32", "--trust-announced-ip=127.0.0.3/32");
    }

    @AfterAll
    void remove() {
        world.close();
    }

    /// Announces over HTTP; the answer.
    private String announce(String from, String hash, int port, String query, String... headers)
            throws IOException {
        try (var caller = new Caller(from, tracker.port())) {
            var path = AnnounceText.path("/announce", hash, port, 0, 5, query);
            return caller.ask(path, headers).expect(200).body();
        }
    }

    private void announceOverUdp(String from, String hash, int port, int ip) throws IOException {
        try (var peer = UdpTracker.from(from, tracker.port())) {
            var packet = AnnounceText.packet(peer.connect(), hash, port, 0, ip, "");
            assertEquals("announced", AnnounceText.meaning(peer.ask(packet)));
        }
    }

    private Set<String> endpoints(String hash) {
        return tracker.swarm(hash).stream()
                .map(peer -> peer.get("endpoint").text())
                .collect(Collectors.toSet());
    }

    @Test
    void aProxysWordIsTakenAndNobodyElses() throws Exception {
        var hash = "1".repeat(40);
        var answer = announce(PROXY, hash, 1, "", "X-Forwarded-For: 203.0.113.1\r\n");
        assertTrue(answer.contains("11:external ip4:\u00cb\u0000q\u0001"), answer);
        // Before the last that is no proxy of ours stands what a stranger wrote.
        announce(PROXY, hash, 2, "", "X-Forwarded-For: 198.51.100.9, 203.0.113.2, 127.0.0.2\r\n");
        announce(PROXY, hash, 3, "", "Forwarded: for=\"[2001:db8::3]:4711\";proto=http\r\n");
        announce(PROXY, hash, 4, "", "X-Forwarded-For: unknown\r\n");
        announce(STRANGER, hash, 5, "", "X-Forwarded-For: 203.0.113.5\r\n");
        announce(STRANGER, hash, 6, "", "Forwarded: for=203.0.113.6\r\n");
        assertEquals(
                Set.of(
                        "203.0.113.1:1",
                        "203.0.113.2:2",
                        "[2001:db8::3]:3",
                        PROXY + ":4",
                        STRANGER + ":5",
                        STRANGER + ":6"),
                endpoints(hash));
    }

    @Test
    void whoPublishedIsFoundOutLikewise() throws Exception {
        var json = "{\"infoHash\":\"" + "2".repeat(40) + "\",\"size\":1}";
        var header = "X-Forwarded-For: 203.0.113.1\r\nUser-Agent: test/1\r\n";
        try (var proxy = new Caller(PROXY, tracker.port());
                var stranger = new Caller(STRANGER, tracker.port())) {
            proxy.put(TrackerProcess.namePath("by-proxy"), json, header).expect(201);
            stranger.put(TrackerProcess.namePath("by-stranger"), json, header).expect(201);
        }
        var byProxy = tracker.name("by-proxy").get("publishedBy");
        assertEquals("203.0.113.1", byProxy.get("address").text());
        assertEquals("test/1", byProxy.get("agent").text());
        var byStranger = tracker.name("by-stranger").get("publishedBy");
        assertEquals(STRANGER, byStranger.get("address").text());
    }

    @Test
    void anAnnouncedAddressIsTakenOfThoseWhoAreTrusted() throws Exception {
        var hash = "3".repeat(40);
        announce(ANNOUNCER, hash, 1, "&ip=203.0.113.1");
        announce(ANNOUNCER, hash, 2, "&ip=127.0.0.9");
        announce(ANNOUNCER, hash, 3, "&ip=tracker.example");
        announce(STRANGER, hash, 4, "&ip=203.0.113.4");
        announce(PROXY, hash, 5, "&ip=203.0.113.5");
        announceOverUdp(ANNOUNCER, hash, 6, SOMEWHERE);
        announceOverUdp(STRANGER, hash, 7, SOMEWHERE);
        announceOverUdp(ANNOUNCER, hash, 8, 0);
        assertEquals(
                Set.of(
                        "203.0.113.1:1",
                        ANNOUNCER + ":2",
                        ANNOUNCER + ":3",
                        STRANGER + ":4",
                        PROXY + ":5",
                        "203.0.113.1:6",
                        STRANGER + ":7",
                        ANNOUNCER + ":8"),
                endpoints(hash));
    }
}
