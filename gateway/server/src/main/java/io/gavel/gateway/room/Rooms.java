package io.gavel.gateway.room;

import io.gavel.gateway.session.Session;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.collections.Int2ObjectHashMap;

/** All rooms that have members. A room begins with its first member and ends with its last. Publisher thread. */
public final class Rooms {
    private final Int2ObjectHashMap<Room> auctions = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Room> sessions = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<Room> books = new Int2ObjectHashMap<>();
    private final Map<Session, Set<Key>> joined = new HashMap<>();
    private final int maxPerSession;

    public Rooms(int maxPerSession) {
        this.maxPerSession = maxPerSession;
    }

    /** The room about an auction, or null where nobody listens. */
    public Room auction(int auctionId) {
        return auctions.get(auctionId);
    }

    /** The room about a session of lots, or null where nobody listens. */
    public Room session(int sessionId) {
        return sessions.get(sessionId);
    }

    /** The room about an instrument's book, or null where nobody listens. */
    public Room book(int instrumentId) {
        return books.get(instrumentId);
    }

    /**
     * Lets a session in; again changes nothing.
     *
     * @param subjectId of the auction, session or instrument
     * @return the room, or null where the session is in too many
     */
    public Room join(Session session, RoomName name, int subjectId) {
        Set<Key> keys = joined.computeIfAbsent(session, s -> new HashSet<>());
        Key key = new Key(name.kind(), subjectId);
        if (!keys.contains(key) && keys.size() >= maxPerSession) {
            return null;
        }
        keys.add(key);
        Room room = rooms(name.kind()).computeIfAbsent(subjectId, id -> new Room(name));
        room.add(session);
        return room;
    }

    /** Lets a session out; says whether it was in. */
    public boolean leave(Session session, RoomName.Kind kind, int subjectId) {
        Set<Key> keys = joined.get(session);
        Key key = new Key(kind, subjectId);
        if (keys == null || !keys.remove(key)) {
            return false;
        }
        remove(session, key);
        return true;
    }

    /** Lets a session out of every room. */
    public void leaveAll(Session session) {
        Set<Key> keys = joined.remove(session);
        if (keys != null) {
            keys.forEach(key -> remove(session, key));
        }
    }

    public int count() {
        return auctions.size() + sessions.size() + books.size();
    }

    private void remove(Session session, Key key) {
        Room room = rooms(key.kind).get(key.subjectId);
        room.remove(session);
        if (room.size() == 0) {
            rooms(key.kind).remove(key.subjectId);
        }
    }

    private Int2ObjectHashMap<Room> rooms(RoomName.Kind kind) {
        return switch (kind) {
            case AUCTION -> auctions;
            case SESSION -> sessions;
            case BOOK -> books;
        };
    }

    private record Key(RoomName.Kind kind, int subjectId) {}
}
