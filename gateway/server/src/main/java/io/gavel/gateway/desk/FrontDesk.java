package io.gavel.gateway.desk;

import io.gavel.gateway.Limits;
import io.gavel.gateway.ops.Health;
import io.gavel.gateway.ops.Metrics;
import io.gavel.gateway.session.ApiKeys;
import io.gavel.gateway.session.Sessions;
import io.gavel.wire.Directory;

/** What all connections of a server share. Any thread. */
public final class FrontDesk {
    private final Limits limits;
    private final ApiKeys keys;
    private final Directory directory;
    private final boolean acceptsTime;
    private final Sessions sessions = new Sessions();
    private final Health health;
    private final Metrics metrics;
    private volatile EngineDoor door;

    /** @param acceptsTime whether messages may carry a time of their own: the clock is injected */
    public FrontDesk(
            Limits limits, ApiKeys keys, Directory directory, Health health, Metrics metrics, boolean acceptsTime) {
        this.limits = limits;
        this.keys = keys;
        this.directory = directory;
        this.health = health;
        this.metrics = metrics;
        this.acceptsTime = acceptsTime;
    }

    public Limits limits() {
        return limits;
    }

    public ApiKeys keys() {
        return keys;
    }

    /** Written by the publisher only. */
    public Directory directory() {
        return directory;
    }

    public boolean acceptsTime() {
        return acceptsTime;
    }

    public Sessions sessions() {
        return sessions;
    }

    public Health health() {
        return health;
    }

    public Metrics metrics() {
        return metrics;
    }

    /** The ring, or null while the server starts. */
    public EngineDoor door() {
        return door;
    }

    /** The engine is there: from now on commands are taken. */
    public void open(EngineDoor door) {
        this.door = door;
    }
}
