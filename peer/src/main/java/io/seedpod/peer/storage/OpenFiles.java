package io.seedpod.peer.storage;

import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// The process's open content files, a bounded number of them; the one not used for longest is
/// closed first.
///
/// A torrent of a hundred thousand files must not need as many descriptors. Files that are lent
/// stay open beyond the bound until given back. One lock, held only to look up; files are opened
/// outside it.
public final class OpenFiles implements AutoCloseable {
    /// Open files when nothing else is said; below the usual limit of 1,024 descriptors with room
    /// for sockets.
    public static final int DEFAULT_CAPACITY = 128;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, OpenFile> files = new LinkedHashMap<>(16, 0.75f, true);
    private final int capacity;

    public OpenFiles(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity " + capacity + " (expected: at least 1)");
        }
        this.capacity = capacity;
    }

    /// Lends a file of an owner, opening it if need be. The caller closes what it was lent.
    public OpenFile lend(Object owner, int index, Opener opener) throws StorageException {
        var key = new Key(owner, index);
        var known = lendKnown(key);
        if (!known.isEmpty()) {
            return known.getFirst();
        }
        var opened = new OpenFile(opener.open());
        opened.lend();
        keep(key, opened).forEach(OpenFile::close);
        return opened;
    }

    /// Closes the files of one owner, which must not be used meanwhile; those lent out when they
    /// are given back.
    public void closeAll(Object owner) {
        var closed = new ArrayList<OpenFile>();
        lock.lock();
        try {
            files.entrySet()
                    .removeIf(
                            entry ->
                                    entry.getKey().owner() == owner
                                            && closed.add(entry.getValue()));
        } finally {
            lock.unlock();
        }
        closed.forEach(OpenFile::close);
    }

    @Override
    public void close() {
        List<OpenFile> closed;
        lock.lock();
        try {
            closed = new ArrayList<>(files.values());
            files.clear();
        } finally {
            lock.unlock();
        }
        closed.forEach(OpenFile::close);
    }

    public int size() {
        lock.lock();
        try {
            return files.size();
        } finally {
            lock.unlock();
        }
    }

    private List<OpenFile> lendKnown(Key key) {
        lock.lock();
        try {
            var known = files.get(key);
            return known != null && known.lend() ? List.of(known) : List.of();
        } finally {
            lock.unlock();
        }
    }

    /// Keeps a file just opened; returns what no longer has a place, perhaps another thread's
    /// channel of the same file.
    private List<OpenFile> keep(Key key, OpenFile opened) {
        var removed = new ArrayList<OpenFile>();
        lock.lock();
        try {
            var earlier = files.put(key, opened);
            if (earlier != null) {
                removed.add(earlier);
            }
            var oldest = files.values().iterator();
            while (files.size() > capacity) {
                removed.add(oldest.next());
                oldest.remove();
            }
        } finally {
            lock.unlock();
        }
        return removed;
    }

    /// Opens a channel.
    public interface Opener {
        FileChannel open() throws StorageException;
    }

    /// Owners are told apart by identity.
    private record Key(Object owner, int index) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.owner == owner && key.index == index;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(owner) + index;
        }
    }
}
