package io.seedpod.tracker.swarm.memory;

import io.seedpod.model.tracker.Labels;
import io.seedpod.tracker.swarm.HandOut;

/// The order in which the peers of one table are handed out.
///
/// Those that are ready come in turn: the counts of two of the same labels that stay never differ
/// by more than one, and a newcomer counts as handed out as often as the least of its class.
/// Those that are held back or draining come in `handOutHeld` only. The stripe's lock guards it.
sealed interface Turns permits Row, Classes {
    /// How many are handed out in turn.
    int ready();

    /// How many are not draining.
    int staying();

    Standing standing(int place);

    Labels labels(int place);

    /// How often a peer was handed out.
    long handOuts(int place);

    /// Takes in the peer at the last place, a newcomer.
    ///
    /// @return its place
    int enter(int last, Standing standing, Labels labels);

    /// Takes in the peer at the last place, of whom it is known how often it was handed out.
    ///
    /// @return its place
    int enter(int last, Standing standing, Labels labels, long handOuts);

    /// Has a peer stand otherwise.
    ///
    /// @return its place
    int stand(int place, Standing standing, Labels labels);

    /// Has the peer, about to be removed, be at the last place, out of all turns.
    void toEnd(int place, int last);

    /// Hands out up to `wanted` peers in turn, each once, leaving out the one at place `asker` (-1:
    /// nobody), whose place changes.
    ///
    /// @param to where the asker runs
    void handOut(int wanted, int asker, Labels to, long nowSeconds, HandOut target);

    /// Hands out up to `wanted` of those held back and draining, leaving out the asker.
    void handOutHeld(int wanted, int asker, long nowSeconds, HandOut target);

    /// The table has room for so many places now.
    void resize(int room);
}
