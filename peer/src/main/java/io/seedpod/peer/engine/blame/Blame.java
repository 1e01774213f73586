package io.seedpod.peer.engine.blame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Finds out which connection sent the wrong block of a failed piece.
///
/// One contributor is guilty at once. Of several, the block sums are kept; once the piece verified,
/// every connection whose block had another sum than the verified one is guilty, and no other.
///
/// Of a hybrid torrent (BEP 52) SHA-1 alone makes nobody guilty: leaves are asked for first, and
/// sums are kept for when nobody has any.
public final class Blame {
    private static final int MAX_PIECES = 64;
    private static final int MAX_FAILURES_PER_PIECE = 4;
    private static final int MAX_UNPROVED = 256;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Failure(int[] contributors, long[] sums) {}

    private final Map<Integer, List<Failure>> failures =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, List<Failure>> eldest) {
                    return size() > MAX_PIECES;
                }
            };

    /// Connections that alone sent a wrong piece of which nobody had leaves.
    private final Set<Integer> unproved = new LinkedHashSet<>();

    /// The piece failed before, and nobody was guilty at once: its sums will tell who lied.
    public boolean wantsSums(int pieceIndex) {
        return failures.containsKey(pieceIndex);
    }

    /// The piece's hash is wrong. `contributors`: connection per block. Returns who is guilty
    /// beyond doubt.
    public Set<Integer> failed(int pieceIndex, int[] contributors, long[] sums) {
        Set<Integer> involved = new TreeSet<>();
        for (int contributor : contributors) {
            involved.add(contributor);
        }
        if (involved.size() == 1) {
            return involved;
        }
        keep(pieceIndex, contributors, sums);
        return Set.of();
    }

    /// The piece's hash is wrong, and nobody is guilty yet, not even one who sent all of it.
    public void keep(int pieceIndex, int[] contributors, long[] sums) {
        if (sums.length == contributors.length) {
            List<Failure> known = failures.computeIfAbsent(pieceIndex, _ -> new ArrayList<>());
            if (known.size() < MAX_FAILURES_PER_PIECE) {
                known.add(new Failure(contributors, sums));
            }
        }
    }

    /// Who sent the wrong blocks of this piece is known by other means.
    public void forget(int pieceIndex) {
        failures.remove(pieceIndex);
    }

    /// This connection alone sent a piece whose hash is wrong, and nobody has leaves that tell
    /// more. Says whether it is guilty: the second time it is.
    public boolean unproved(int connection) {
        if (unproved.size() >= MAX_UNPROVED) {
            unproved.remove(unproved.iterator().next());
        }
        return !unproved.add(connection);
    }

    /// The piece's hash is right and these are the sums of its blocks. Returns who had sent others.
    public Set<Integer> verified(int pieceIndex, long[] sums) {
        Set<Integer> guilty = new TreeSet<>();
        List<Failure> known = failures.remove(pieceIndex);
        if (known != null) {
            for (Failure failure : known) {
                for (int block = 0; block < failure.sums.length && block < sums.length; block++) {
                    if (failure.sums[block] != sums[block]) {
                        guilty.add(failure.contributors[block]);
                    }
                }
            }
        }
        return guilty;
    }
}
