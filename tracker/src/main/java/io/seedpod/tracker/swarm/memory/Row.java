package io.seedpod.tracker.swarm.memory;

import io.seedpod.tracker.swarm.HandOut;

/// The order in which the peers of a table are handed out: the order of its places.
///
/// The stripe's lock guards it.
final class Row {
    // ```
    // [0, ready)         handed out in turn; those before the cursor had their turn in this round
    // [ready, staying)   held back
    // [staying, size)    draining
    // ```
    //
    // A reply takes the next ones from the cursor on; at the end of the row a new round begins. So
    // in each round each peer that is not the asker is taken exactly once, whoever comes and goes:
    // who comes stands at the end, not yet taken; the gap of who goes is closed by one that has had
    // its turn if he had, else by one that has not. An asker that is passed over keeps its turn.
    // O(wanted) a reply. How often a peer was handed out is how many rounds there were, and whether
    // it had its turn in this one; only for those that are not ready it must be noted.
    private final PeerTable table;
    private int ready;
    private int staying;
    private int cursor;
    private int heldTurn;
    private long rounds;

    Row(PeerTable table) {
        this.table = table;
    }

    int ready() {
        return ready;
    }

    int staying() {
        return staying;
    }

    Standing standing(int place) {
        return place < ready
                ? Standing.READY
                : place < staying ? Standing.HELD_BACK : Standing.DRAINING;
    }

    long handOuts(int place) {
        return place < ready ? rounds + (place < cursor ? 1 : 0) : table.details().handOuts(place);
    }

    /// How often the least of those in turn was handed out.
    private long lowest() {
        return isRoundOver() ? rounds + 1 : rounds;
    }

    private boolean isRoundOver() {
        return cursor == ready && ready > 0;
    }

    private void beginRound() {
        cursor = 0;
        rounds++;
    }

    /// Takes in the peer at the last place, a newcomer.
    ///
    /// @return its place
    int enter(int last, Standing standing) {
        table.details().setHandOuts(last, lowest());
        return stand(last, standing);
    }

    /// Takes in the peer at the last place, of whom it is known how often it was handed out.
    int enter(int last, Standing standing, long handOuts) {
        if (ready == 0) {
            rounds = last == 0 ? handOuts : Math.min(rounds, handOuts);
        }
        table.details().setHandOuts(last, handOuts);
        return stand(last, standing);
    }

    /// Has a peer stand otherwise.
    ///
    /// @return its place
    int stand(int place, Standing standing) {
        return switch (standing) {
            case READY -> place < ready ? place : promote(toHeldBack(place));
            case HELD_BACK -> toHeldBack(place);
            case DRAINING -> toDraining(place);
        };
    }

    private int toHeldBack(int place) {
        if (place < ready) {
            return demote(place);
        }
        if (place < staying) {
            return place;
        }
        table.swap(place, staying);
        return staying++;
    }

    private int toDraining(int place) {
        int at = place < ready ? demote(place) : place;
        if (at < staying) {
            staying--;
            table.swap(at, staying);
            at = staying;
        }
        return at;
    }

    /// Has the peer, about to be removed, be at the last place of all.
    void toEnd(int place, int last) {
        table.swap(toDraining(place), last);
    }

    private int promote(int place) {
        long handOuts = Math.max(table.details().handOuts(place), rounds);
        int at = ready++;
        table.swap(place, at);
        if (handOuts > rounds) {
            table.swap(at, cursor);
            at = cursor++;
        }
        return at;
    }

    private int demote(int place) {
        table.details().setHandOuts(place, handOuts(place));
        int gap = place;
        if (gap < cursor) {
            cursor--;
            table.swap(gap, cursor);
            gap = cursor;
        }
        ready--;
        table.swap(gap, ready);
        if (ready == 0) {
            cursor = 0;
        } else if (isRoundOver()) {
            // The last of the round has gone: who comes now is one of the next.
            beginRound();
        }
        return ready;
    }

    /// Hands out up to `wanted` peers in turn, each once, leaving out the one at place `asker` (-1:
    /// nobody), whose place changes.
    void handOut(int wanted, int asker, long nowSeconds, HandOut target) {
        if (wanted <= 0 || ready == 0) {
            return;
        }
        var records = table.records();
        long lifetimes = table.lifetimes();
        int next = cursor;
        int left = wanted;
        boolean passedOver = false;
        for (int seen = 0; seen < ready && left > 0; seen++) {
            if (next == ready) {
                next = 0;
                rounds++;
            }
            if (next == asker) {
                passedOver = true;
            } else if (records.handOut(next, nowSeconds, lifetimes, target)) {
                left--;
            }
            next++;
        }
        cursor = next;
        if (passedOver) {
            keepTurn(asker, next);
        } else if (isRoundOver()) {
            beginRound();
        }
    }

    /// Has a peer that was passed over be the next of all.
    private void keepTurn(int asker, int next) {
        // Among those taken it changes places with the last of them; else it was passed over
        // before the round ended, and comes first of those who wait.
        cursor = asker < next ? next - 1 : next;
        table.swap(asker, cursor);
    }

    /// Hands out up to `wanted` of those held back and draining, leaving out the asker.
    void handOutHeld(int wanted, int asker, long nowSeconds, HandOut target) {
        int held = table.size() - ready;
        int left = wanted;
        for (int seen = 0; seen < held && left > 0; seen++) {
            heldTurn = heldTurn + 1 < held ? heldTurn + 1 : 0;
            int place = ready + heldTurn;
            if (place != asker
                    && table.records().handOut(place, nowSeconds, table.lifetimes(), target)) {
                left--;
            }
        }
    }
}
