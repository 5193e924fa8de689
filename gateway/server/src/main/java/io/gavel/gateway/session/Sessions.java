package io.gavel.gateway.session;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** Everybody who is connected, by number. Any thread. */
public final class Sessions {
    private final ConcurrentMap<Long, Session> byId = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    /** A number for a new session. */
    public long nextId() {
        return lastId.incrementAndGet();
    }

    public void add(Session session) {
        byId.put(session.id(), session);
    }

    public void remove(Session session) {
        byId.remove(session.id());
    }

    /** The session of that number, or null when it has gone. */
    public Session get(long id) {
        return byId.get(id);
    }

    public Collection<Session> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** Bytes written to all connections and not taken by their peers. */
    public long outboundBytes() {
        long bytes = 0;
        for (Session session : byId.values()) {
            bytes += session.outboundBytes();
        }
        return bytes;
    }
}
