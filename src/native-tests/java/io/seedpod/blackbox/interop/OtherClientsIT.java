package io.seedpod.blackbox.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.blackbox.harness.Content;
import io.seedpod.blackbox.harness.FileTree;
import io.seedpod.blackbox.harness.Network;
import io.seedpod.blackbox.harness.Scrape;
import io.seedpod.blackbox.harness.TorrentFile;
import io.seedpod.blackbox.harness.WithoutPrograms;
import io.seedpod.blackbox.harness.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The ground the other tests stand on: other people's programs among themselves, in our
/// namespaces. When one of these fails, the machine is at fault and not SeedPod.
@WithoutPrograms
class OtherClientsIT {
    private static final int SIZE = 12_000_000;
    private final Network network = new Network();
    private final World world = new World();

    @AfterEach
    void remove() {
        world.close();
        network.close();
    }

    @Test
    void aria2AndTransmissionFetchFromEachOtherThroughOpentracker() {
        var trackerHost = network.host();
        var file = Content.file(world.path("seed").resolve("file.bin"), SIZE, 1);
        var tracker = "http://" + trackerHost.address() + ":6969";
        var torrent = TorrentFile.of(file, 1 << 17, tracker + "/announce");
        var torrentFile = torrent.write(world.folder().resolve("file.torrent"));
        var others = new OtherPrograms(world);
        others.openTracker(trackerHost, 6969, List.of(torrent.infoHashHex()));

        others.transmission(network.host(), "seeder", torrentFile, file.getParent());
        Scrape.awaitSeeders(trackerHost, tracker, torrent, 1);
        var leecherHost = network.host();
        var aria2 = others.aria2(leecherHost, "leecher", torrentFile, world.path("aria2"));
        aria2.awaitContent("file.bin", FileTree.of(file));

        var second =
                others.transmission(
                        network.host(), "leecher", torrentFile, world.path("transmission"));
        second.awaitContent("file.bin", FileTree.of(file));
        assertTrue(leecherHost.receivedBytes() > SIZE, "the counter shows the file");
    }

    @Test
    void shapingHoldsTheRate() {
        var server = network.host().shape(80);
        var client = network.host();
        var length = 10_000_000;
        var elapsed = Transfer.nanosToSend(server, client, length);
        var megabits = length * 8.0 / (elapsed / 1e9) / 1e6;
        // Never faster, but for the bucket's depth; slower only by what headers take, or by a
        // machine that has no time for a stream of 10 MB a second.
        assertTrue(megabits > 40 && megabits < 84, "rate " + megabits + " Mbit/s");
        assertTrue(server.sentBytes() >= length, "sent " + server.sentBytes());
    }

    @Test
    void lossTakesAboutTheShareAskedFor() {
        var receiver = network.host().loseUdp(20);
        var sender = network.host();
        var arrived = Transfer.datagramsThatArrive(sender, receiver, 2_000);
        assertTrue(arrived > 1_400 && arrived < 1_800, "arrived " + arrived);
        assertEquals(2_000 - arrived, receiver.droppedPackets());
    }

    @Test
    void aBlockedPortIsSilentAndOthersAreNot() {
        var server = network.host().blockTcp(7000);
        var client = network.host();
        assertTrue(Transfer.connects(client, server, 7001, Duration.ofSeconds(30)), "an open port");
        assertFalse(
                Transfer.connects(client, server, 7000, Duration.ofMillis(1_500)), "a blocked one");
        assertTrue(server.droppedPackets() > 0, "dropped on the way");
    }
}
