package io.seedpod.peer.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    private final OpenFiles files = new OpenFiles(2);
    private final AtomicInteger opened = new AtomicInteger();
    private final Object owner = new Object();
    private Path file;

    @BeforeEach
    void aFile(@TempDir Path folder) throws IOException {
        file = Files.writeString(folder.resolve("file"), "content");
    }

    private OpenFile lend(Object of, int index) throws StorageException {
        return files.lend(
                of,
                index,
                () -> {
                    opened.incrementAndGet();
                    try {
                        return FileChannel.open(file, StandardOpenOption.READ);
                    } catch (IOException e) {
                        throw StorageException.reading(file, e);
                    }
                });
    }

    @Test
    void aFileIsOpenedOnceForAllWhoAsk() throws Exception {
        try (var one = lend(owner, 0);
                var two = lend(owner, 0)) {
            assertSame(one, two);
        }
        try (var other = lend(new Object(), 0)) {
            assertTrue(other.channel().isOpen());
        }
        assertEquals(2, opened.get());
    }

    @Test
    void theOneNotUsedForLongestIsClosed() throws Exception {
        var zero = lend(owner, 0);
        var one = lend(owner, 1);
        zero.close();
        one.close();
        lend(owner, 0).close();
        lend(owner, 2).close();
        assertTrue(zero.channel().isOpen());
        assertFalse(one.channel().isOpen());
        assertEquals(2, files.size());
    }

    @Test
    void whatIsLentStaysOpenUntilItIsGivenBack() throws Exception {
        var lent = lend(owner, 0);
        files.closeAll(owner);
        assertEquals(0, files.size());
        assertTrue(lent.channel().isOpen());
        try (var fresh = lend(owner, 0)) {
            assertNotSame(lent, fresh);
        }
        lent.close();
        assertFalse(lent.channel().isOpen());
        assertThrows(IllegalStateException.class, lent::close);
    }

    @Test
    void ownersAreToldApartByIdentity() throws Exception {
        // Equal, and yet two torrents.
        var first = new ArrayList<String>();
        var second = new ArrayList<String>();
        lend(first, 0).close();
        lend(second, 0).close();
        files.closeAll(first);
        assertEquals(1, files.size());
        files.close();
        assertEquals(0, files.size());
    }

    @Test
    void aFileThatCannotBeOpenedIsNotKept() throws Exception {
        assertThrows(
                StorageException.class,
                () ->
                        files.lend(
                                owner,
                                0,
                                () -> {
                                    throw new StorageException(
                                            StorageException.Kind.MISSING, "gone");
                                }));
        assertEquals(0, files.size());
        lend(owner, 0).close();
    }

    @Test
    void manyThreadsNeverSeeAClosedFile() throws Exception {
        try (var pool = Executors.newFixedThreadPool(4)) {
            var tasks = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < 2000; i++) {
                int index = i % 5;
                tasks.add(
                        () -> {
                            try (var lent = lend(owner, index)) {
                                return lent.channel().size() == 7;
                            }
                        });
            }
            for (var result : pool.invokeAll(tasks)) {
                assertTrue(result.get());
            }
        }
        assertEquals(2, files.size());
        files.close();
    }
}
