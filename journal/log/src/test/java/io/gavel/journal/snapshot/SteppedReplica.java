package io.gavel.journal.snapshot;

import io.gavel.engine.market.MarketConfig;
import java.nio.file.Path;

/** A replica that makes a turn when somebody wants it to, by a clock that only goes on when it is looked at. One thread. */
public final class SteppedReplica implements AutoCloseable {
    /** So that a turn is a dozen looks at the clock: a few hundred transactions. */
    private static final long LOOK_NS = 20_000;

    private final ReplicaAgent agent;
    private long nowNs;

    /** As {@link Replica#start}; no turn is made yet. */
    public SteppedReplica(Path journal, MarketConfig limits, ReplicaConfig config, ReplicaListener listener) {
        agent = new ReplicaAgent(journal, limits, config, listener, Pace.FLAT_OUT, () -> nowNs += LOOK_NS);
    }

    public void step() {
        agent.step();
    }

    /** Wants a snapshot of what is durable now, when it has come that far. */
    public void ask() {
        agent.ask();
    }

    public ReplicaStatus status() {
        return agent.status();
    }

    @Override
    public void close() {
        agent.close();
    }
}
