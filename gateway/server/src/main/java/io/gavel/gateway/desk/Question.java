package io.gavel.gateway.desk;

import io.gavel.gateway.room.RoomName;
import io.gavel.gateway.session.Request;

/**
 * What a session asks of the publisher, behind the commands it sent before: the answer shows what they did.
 *
 * <p>{@code ref} is the sender's own name for the message, or null.
 */
public sealed interface Question extends Request {
    /** From now on events of the session's accounts are for it. */
    record Login(String ref) implements Question {}

    record Join(String ref, RoomName room) implements Question {}

    record Leave(String ref, RoomName room) implements Question {}

    /**
     * A query, as the text that came: names are looked up when it is answered.
     *
     * @param accountId meant where the text names none
     */
    record Look(String ref, byte[] message, int accountId) implements Question {}

    /** Time has passed up to this; what it brought about was told before. */
    record Time(String ref, long atMicros) implements Question {}

    /** A command that carries a name of its own; never offered as a question. */
    record Command(String ref) implements Question {}

    /** The connection has gone: forget the session. */
    record Goodbye() implements Question {
        @Override
        public String ref() {
            return null;
        }
    }
}
