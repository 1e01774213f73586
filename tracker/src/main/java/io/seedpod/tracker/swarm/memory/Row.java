package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.HandOut;

/// The order in which the peers of a table are handed out where none says where it runs: the order
/// of its places.
///
/// The stripe's lock guards it.
final class Row implements Turns {
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

    /// @param rounds how often the least of those to come was handed out
    Row(PeerTable table, long rounds) {
        this.table = table;
        this.rounds = rounds;
    }

    @Override
    public int ready() {
        return ready;
    }

    @Override
    public int staying() {
        return staying;
    }

    @Override
    public Standing standing(int place) {
        return place < ready
                ? Standing.READY
                : place < staying ? Standing.HELD_BACK : Standing.DRAINING;
    }

    @Override
    public Labels labels(int place) {
        return Labels.NONE;
    }

    @Override
    public long handOuts(int place) {
        return place < ready ? rounds + (place < cursor ? 1 : 0) : table.details().handOuts(place);
    }

    @Override
    public void resize(int room) {}

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

    @Override
    public int enter(int last, Standing standing, Labels labels) {
        return adopt(last, standing, lowest());
    }

    @Override
    public int enter(int last, Standing standing, Labels labels, long handOuts) {
        if (ready == 0) {
            rounds = last == 0 ? handOuts : Math.min(rounds, handOuts);
        }
        return adopt(last, standing, handOuts);
    }

    /// Takes in the peer at the last place without a look at those that are here.
    int adopt(int last, Standing standing, long handOuts) {
        if (standing == Standing.READY) {
            return promote(toHeldBack(last), handOuts);
        }
        table.details().setHandOuts(last, handOuts);
        return standing == Standing.HELD_BACK ? toHeldBack(last) : last;
    }

    @Override
    public int stand(int place, Standing standing, Labels labels) {
        return switch (standing) {
            case READY -> {
                long handOuts = handOuts(place);
                yield place < ready ? place : promote(toHeldBack(place), handOuts);
            }
            case HELD_BACK -> toHeldBack(place);
            case DRAINING -> toDraining(place);
        };
    }

    /// Has all go on in classes, where this is.
    Classes toClasses(int size) {
        var classes = new Classes(table);
        for (int place = cursor; place < ready; place++) {
            classes.enter(place, Standing.READY, Labels.NONE, rounds);
        }
        for (int place = 0; place < cursor; place++) {
            classes.enter(place, Standing.READY, Labels.NONE, rounds + 1);
        }
        for (int place = ready; place < size; place++) {
            classes.enter(place, standing(place), Labels.NONE, handOuts(place));
        }
        return classes;
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

    @Override
    public void toEnd(int place, int last) {
        table.swap(toDraining(place), last);
    }

    private int promote(int place, long handOuts) {
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

    @Override
    public void handOut(int wanted, int asker, Labels to, long nowSeconds, HandOut target) {
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

    @Override
    public void handOutHeld(int wanted, int asker, long nowSeconds, HandOut target) {
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
