package io.seedpod.peer.engine.connection;

import java.util.Arrays;

/// The requests of one peer that wait for us, in order, and how much is under way to its socket.
public final class UploadQueue {
    private final int maxRequests;
    private final int windowBytes;

    /// Three numbers per request: piece, begin, length.
    private int[] requests = new int[3 * 16];

    private int head;
    private int tail;
    private long outstandingBytes;

    /// @param maxRequests waiting at most
    /// @param windowBytes handed out and not yet sent at most; one request always may
    public UploadQueue(int maxRequests, int windowBytes) {
        this.maxRequests = maxRequests;
        this.windowBytes = windowBytes;
    }

    public int size() {
        return (tail - head) / 3;
    }

    public boolean isEmpty() {
        return head == tail;
    }

    /// Handed out and not yet sent.
    public long outstandingBytes() {
        return outstandingBytes;
    }

    /// Says whether there was room.
    public boolean add(int pieceIndex, int begin, int length) {
        if (size() >= maxRequests) {
            return false;
        }
        if (tail == requests.length) {
            int used = tail - head;
            int[] target = used > tail / 2 ? new int[2 * requests.length] : requests;
            System.arraycopy(requests, head, target, 0, used);
            requests = target;
            head = 0;
            tail = used;
        }
        requests[tail] = pieceIndex;
        requests[tail + 1] = begin;
        requests[tail + 2] = length;
        tail += 3;
        return true;
    }

    /// The peer takes a request back. Says whether it was still waiting.
    public boolean cancel(int pieceIndex, int begin, int length) {
        for (int i = head; i < tail; i += 3) {
            if (requests[i] == pieceIndex
                    && requests[i + 1] == begin
                    && requests[i + 2] == length) {
                System.arraycopy(requests, i + 3, requests, i, tail - i - 3);
                tail -= 3;
                return true;
            }
        }
        return false;
    }

    /// Whether the first request may be handed out now.
    public boolean mayHandOut() {
        return head < tail
                && (outstandingBytes == 0 || outstandingBytes + requests[head + 2] <= windowBytes);
    }

    public int headPiece() {
        return requests[head];
    }

    public int headBegin() {
        return requests[head + 1];
    }

    public int headLength() {
        return requests[head + 2];
    }

    /// The first request is handed out.
    public void handOut() {
        outstandingBytes += requests[head + 2];
        removeHead();
    }

    /// Takes the first request away unanswered.
    public void removeHead() {
        head += 3;
        if (head == tail) {
            head = 0;
            tail = 0;
        }
    }

    /// Bytes handed out have left.
    public void sent(int length) {
        outstandingBytes = Math.max(0, outstandingBytes - length);
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOfRange(requests, head, tail));
    }
}
