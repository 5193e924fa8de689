package io.gavel.gateway.room;

import io.gavel.wire.json.JsonWriter;
import java.util.Arrays;

/**
 * What a room is about: {@code auction:NAME}, {@code session:NAME} or {@code book:NAME}.
 *
 * @param kind which
 * @param subject name of the auction, session or instrument
 */
public record RoomName(Kind kind, String subject) {
    /** What is talked about in a room. */
    public enum Kind {
        AUCTION("auction:", "auction?", "auction"),
        SESSION("session:", "session?", "session"),
        BOOK("book:", "book?", "instrument");

        private final String prefix;
        private final String query;
        private final String field;

        Kind(String prefix, String query, String field) {
            this.prefix = prefix;
            this.query = query;
            this.field = field;
        }
    }

    /** Reads a name, or null where it is none. */
    public static RoomName parse(String text) {
        for (Kind kind : Kind.values()) {
            if (text.startsWith(kind.prefix) && text.length() > kind.prefix.length()) {
                return new RoomName(kind, text.substring(kind.prefix.length()));
            }
        }
        return null;
    }

    /** The query for the room's present state, as JSON. */
    public byte[] query() {
        JsonWriter json = new JsonWriter(96);
        json.beginObject().field("type", kind.query).field(kind.field, subject).endObject();
        return Arrays.copyOf(json.array(), json.length());
    }

    @Override
    public String toString() {
        return kind.prefix + subject;
    }
}
