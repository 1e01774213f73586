package io.seedpod.tracker.probe;

import io.seedpod.tracker.swarm.SwarmRegistry;

/// Makes the probes that are due, and has peers that do not answer handed out last. One thread.
final class Prober {
    private final ProbeQueue queue;
    private final ProbePlan plan;
    private final Connector connector;
    private final SwarmRegistry swarms;
    private final ProbeObserver observer;

    Prober(
            ProbeQueue queue,
            ProbePlan plan,
            Connector connector,
            SwarmRegistry swarms,
            ProbeObserver observer) {
        this.queue = queue;
        this.plan = plan;
        this.connector = connector;
        this.swarms = swarms;
        this.observer = observer;
    }

    /// Makes the next probe, if its time has come.
    ///
    /// @return when to come back; `Long.MAX_VALUE` = when the queue wakes us
    long turn(long nowNanos) {
        while (nowNanos >= plan.nextNanos()) {
            Probe next = queue.poll();
            if (next == null) {
                return Long.MAX_VALUE;
            }
            if (plan.admits(next.peer(), nowNanos)) {
                connector.connect(next.peer(), outcome -> on(next, outcome));
            } else {
                observer.onProbe(ProbeOutcome.SKIPPED);
            }
        }
        return plan.nextNanos();
    }

    private void on(Probe probe, ProbeOutcome outcome) {
        observer.onProbe(outcome);
        if (outcome.speaksAgainstThePeer()) {
            swarms.holdBack(probe.infoHash(), probe.peer());
        }
    }
}
