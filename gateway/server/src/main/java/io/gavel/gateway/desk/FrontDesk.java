package io.gavel.gateway.desk;

import io.gavel.gateway.Limits;
import io.gavel.gateway.ManualClock;
import io.gavel.gateway.ops.Health;
import io.gavel.gateway.ops.Metrics;
import io.gavel.gateway.session.ApiKeys;
import io.gavel.gateway.session.Sessions;
import io.gavel.wire.Directory;
import io.gavel.wire.Durability;

/** What all connections of a server share. Any thread. */
public final class FrontDesk {
    private final Limits limits;
    private final ApiKeys keys;
    private final Directory directory;
    private final ManualClock clock;
    private final Sessions sessions = new Sessions();
    private final Departures departures = new Departures();
    private final AccountFlights flights;
    private final Health health;
    private final Metrics metrics;
    private volatile Durability level = Durability.MEMORY;
    private volatile EngineDoor door;

    /** @param clock that messages move with a time of their own; null: they may not carry one */
    public FrontDesk(
            Limits limits, ApiKeys keys, Directory directory, Health health, Metrics metrics, ManualClock clock) {
        this.limits = limits;
        flights = new AccountFlights(limits.maxInFlightPerAccount());
        this.keys = keys;
        this.directory = directory;
        this.health = health;
        this.metrics = metrics;
        this.clock = clock;
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

    /** Whether messages may carry a time of their own. */
    public boolean acceptsTime() {
        return clock != null;
    }

    /**
     * The engine time of a message: with a manual clock what it carries, which moves the clock, or what the clock says;
     * else the writer stamps it.
     *
     * @param atNs what the message carries, or {@link EngineDoor#NO_TIME}
     */
    long timeNs(long atNs) {
        if (clock == null) {
            return EngineDoor.NO_TIME;
        }
        if (atNs == EngineDoor.NO_TIME) {
            return clock.getAsLong();
        }
        clock.advanceTo(atNs);
        return atNs;
    }

    public Sessions sessions() {
        return sessions;
    }

    /** What of each account is not answered yet. */
    public AccountFlights flights() {
        return flights;
    }

    Departures departures() {
        return departures;
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

    /** What an answer to a command is worth; for answers that came through the door. */
    public Durability level() {
        return level;
    }

    /** The engine is there: from now on commands are taken. */
    public void open(EngineDoor door, Durability level) {
        this.level = level;
        this.door = door;
    }
}
