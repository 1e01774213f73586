package io.seedpod.peer.engine.connection;

import java.util.Arrays;

/// The requests we sent on one connection and that are not answered, oldest first.
///
/// An entry is *active* while we count on it and *given up* when its blocks went to somebody else
/// (too slow, cancelled); the peer still owes an answer to those (BEP 6).
public final class RequestLedger {
    // Parallel arrays instead of objects: this is touched for every block. Entries are answered in
    // order almost always, so the first one is looked at first and removal there only moves `head`.

    /// What an answer was for.
    public enum Match {
        ACTIVE,
        GIVEN_UP,
        NONE
    }

    private int[] pieces = new int[16];
    private int[] begins = new int[16];
    private int[] lengths = new int[16];
    private long[] sentNanos = new long[16];
    private boolean[] givenUp = new boolean[16];
    private int head;
    private int tail;
    private long activeBytes;
    private int active;

    /// Entries of both kinds; index them from 0, oldest first.
    public int size() {
        return tail - head;
    }

    /// Entries we count on.
    public int activeCount() {
        return active;
    }

    /// Bytes we count on.
    public long activeBytes() {
        return activeBytes;
    }

    public int pieceIndex(int index) {
        return pieces[head + index];
    }

    public int begin(int index) {
        return begins[head + index];
    }

    public int length(int index) {
        return lengths[head + index];
    }

    public long sentNanos(int index) {
        return sentNanos[head + index];
    }

    public boolean isActive(int index) {
        return !givenUp[head + index];
    }

    public void add(int pieceIndex, int begin, int length, long nowNanos) {
        makeRoom();
        set(tail++, pieceIndex, begin, length, nowNanos, false);
        active++;
        activeBytes += length;
    }

    /// Index of the first entry that asked for all these bytes, -1 if there is none.
    public int covering(int pieceIndex, int begin, int length) {
        for (int i = head; i < tail; i++) {
            if (pieces[i] == pieceIndex
                    && begin >= begins[i]
                    && begin + length <= begins[i] + lengths[i]) {
                return i - head;
            }
        }
        return -1;
    }

    /// Payload came for these bytes of an entry: it goes or shrinks.
    public Match answered(int index, int begin, int length) {
        return cut(head + index, begin, length);
    }

    /// The peer refuses exactly this request.
    public Match rejected(int pieceIndex, int begin, int length) {
        int index = find(pieceIndex, begin, length);
        return index < 0 ? Match.NONE : cut(head + index, begin, length);
    }

    /// Index of the entry with exactly these bytes, -1 if there is none.
    public int find(int pieceIndex, int begin, int length) {
        for (int i = head; i < tail; i++) {
            if (pieces[i] == pieceIndex && begins[i] == begin && lengths[i] == length) {
                return i - head;
            }
        }
        return -1;
    }

    /// Whether an active entry covers some of these bytes.
    public boolean overlaps(int pieceIndex, int begin, int length) {
        for (int i = head; i < tail; i++) {
            if (!givenUp[i]
                    && pieces[i] == pieceIndex
                    && begin < begins[i] + lengths[i]
                    && begins[i] < begin + length) {
                return true;
            }
        }
        return false;
    }

    /// We no longer count on this entry.
    public void giveUp(int index) {
        int i = head + index;
        if (!givenUp[i]) {
            givenUp[i] = true;
            active--;
            activeBytes -= lengths[i];
        }
    }

    /// Forgets an entry; no answer will come.
    public void remove(int index) {
        giveUp(index);
        removeAt(head + index);
    }

    public void clear() {
        head = 0;
        tail = 0;
        active = 0;
        activeBytes = 0;
    }

    private Match cut(int i, int begin, int length) {
        int left = begin - begins[i];
        int right = begins[i] + lengths[i] - (begin + length);
        boolean wasGivenUp = givenUp[i];
        activeBytes -= wasGivenUp ? 0 : length;
        if (left == 0 && right == 0) {
            active -= wasGivenUp ? 0 : 1;
            removeAt(i);
        } else if (left == 0) {
            begins[i] += length;
            lengths[i] = right;
        } else {
            lengths[i] = left;
            if (right > 0) {
                int piece = pieces[i];
                long sent = sentNanos[i];
                makeRoom();
                set(tail++, piece, begin + length, right, sent, wasGivenUp);
                active += wasGivenUp ? 0 : 1;
            }
        }
        return wasGivenUp ? Match.GIVEN_UP : Match.ACTIVE;
    }

    private void set(int i, int piece, int begin, int length, long sent, boolean up) {
        pieces[i] = piece;
        begins[i] = begin;
        lengths[i] = length;
        sentNanos[i] = sent;
        givenUp[i] = up;
    }

    private void removeAt(int i) {
        if (i == head) {
            head++;
        } else {
            move(i + 1, i, tail - i - 1);
            tail--;
        }
        if (head == tail) {
            head = 0;
            tail = 0;
        }
    }

    private void makeRoom() {
        if (tail < pieces.length) {
            return;
        }
        int size = size();
        if (head >= pieces.length / 2) {
            move(head, 0, size);
        } else {
            int capacity = 2 * pieces.length;
            pieces = Arrays.copyOf(pieces, capacity);
            begins = Arrays.copyOf(begins, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            sentNanos = Arrays.copyOf(sentNanos, capacity);
            givenUp = Arrays.copyOf(givenUp, capacity);
            move(head, 0, size);
        }
        head = 0;
        tail = size;
    }

    private void move(int from, int to, int count) {
        System.arraycopy(pieces, from, pieces, to, count);
        System.arraycopy(begins, from, begins, to, count);
        System.arraycopy(lengths, from, lengths, to, count);
        System.arraycopy(sentNanos, from, sentNanos, to, count);
        System.arraycopy(givenUp, from, givenUp, to, count);
    }
}
