package io.gavel.gateway.room;

import io.gavel.gateway.session.JsonTail;
import io.gavel.gateway.session.Session;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** One room and its members, in the order in which they came. */
public final class Room {
    private final RoomName name;
    private final byte[] tail;
    private final byte[] query;
    private final Set<Session> members = new LinkedHashSet<>();

    Room(RoomName name) {
        this.name = name;
        tail = JsonTail.of("room", name.toString());
        query = name.query();
    }

    /** What every message of the room ends with: its name. */
    public byte[] tail() {
        return tail;
    }

    public RoomName name() {
        return name;
    }

    /** The query for its present state. */
    public byte[] query() {
        return query;
    }

    public int size() {
        return members.size();
    }

    public Set<Session> members() {
        return Collections.unmodifiableSet(members);
    }

    boolean add(Session session) {
        return members.add(session);
    }

    boolean remove(Session session) {
        return members.remove(session);
    }
}
