package io.seedpod.peer.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import io.seedpod.model.wire.PeerMessage;
import io.seedpod.model.wire.Reserved;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every pooled buffer finds its way back, also when peers vanish in the middle of things.
class LeakTest {
    private final ConcurrentLinkedQueue<String> leaks = new ConcurrentLinkedQueue<>();
    private final Logger log = Logger.getLogger(ResourceLeakDetector.class.getName());
    private final Level before = ResourceLeakDetector.getLevel();
    private final Handler listening =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    leaks.add(record.getMessage());
                }

                @Override
                public void flush() {
                    // nothing is kept back
                }

                @Override
                public void close() {
                    // nothing is open
                }
            };

    @TempDir Path folder;

    @BeforeEach
    void listen() {
        log.addHandler(listening);
        log.setUseParentHandlers(false);
        ResourceLeakDetector.setLevel(Level.PARANOID);
    }

    @AfterEach
    void stopListening() {
        ResourceLeakDetector.setLevel(before);
        log.removeHandler(listening);
        log.setUseParentHandlers(true);
    }

    @Test
    void noBufferIsLost() throws Exception {
        leakOne();
        awaitLeak("leakOne");
        leaks.clear();

        transfer();
        // Whatever was lost before it is told of by the time it is.
        leakAnother();
        awaitLeak("leakAnother");
        leaks.removeIf(leak -> leak.contains("leakAnother"));
        assertEquals(List.of(), List.copyOf(leaks));
    }

    /// Collecting takes a second where the processor has other work: no oftener than it must be.
    private void awaitLeak(String where) {
        for (int i = 0; i < 100 && leaks.stream().noneMatch(it -> it.contains(where)); i++) {
            provoke();
        }
        assertTrue(leaks.stream().anyMatch(it -> it.contains(where)), "a leak goes unnoticed");
        for (int i = 0; i < 3; i++) {
            provoke();
        }
    }

    private void transfer() throws Exception {
        var content = new byte[5 << 20];
        new Random(2).nextBytes(content);
        var file = Files.write(folder.resolve("leak.bin"), content);
        var there = Files.createDirectory(folder.resolve("there"));
        try (var seeder = new TestPeer();
                var leecher = new TestPeer()) {
            var info = seeder.share(file, 1 << 18);
            for (int i = 0; i < 20; i++) {
                try (var hasty = RawPeer.dial(seeder)) {
                    hasty.send(RawPeer.handshake(info.infoHash(), Reserved.NONE));
                    hasty.readHandshake();
                    hasty.send(new PeerMessage.Interested());
                    hasty.readFrame(1);
                    for (int block = 0; block < 100; block++) {
                        hasty.send(new PeerMessage.Request(block / 16, block % 16 << 14, 1 << 14));
                    }
                }
            }
            var torrent = leecher.fetch(info, there, List.of(seeder.endpoint()));
            while (torrent.snapshot().progress().verifiedLength() == 0) {
                Thread.onSpinWait();
            }
            torrent.stop().await().atMost(TestPeer.PATIENCE);
            leecher.awaitEmptyBuffers();
            leecher.fetch(info, there, List.of(seeder.endpoint()))
                    .completed()
                    .await()
                    .atMost(TestPeer.PATIENCE);
        }
    }

    /// Netty tells of a lost buffer when the next one is made after it was collected.
    private static void provoke() {
        System.gc();
        PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
        UnpooledByteBufAllocator.DEFAULT.directBuffer(16).release();
    }

    private static void leakOne() {
        PooledByteBufAllocator.DEFAULT.directBuffer(16).writeByte(1);
    }

    /// Of leaks from the same place the first alone is told of.
    private static void leakAnother() {
        PooledByteBufAllocator.DEFAULT.directBuffer(16).writeByte(2);
    }
}
