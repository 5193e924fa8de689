package io.gavel.journal.replay;

import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;

/**
 * The first thing that a market decided differently than it is recorded, in words.
 *
 * @param seq of the transaction
 * @param command what was commanded, by its JSON name
 * @param commandJson the whole command; as private as the journal
 * @param eventIndex which event differs, or {@link #NO_EVENT} where it is the transaction itself
 * @param field what differs in it, by its name in the log schema, {@code type} for the event's own, or a word such as
 *     {@code command} or {@code exception}
 */
public record Difference(
        long seq, String command, String commandJson, int eventIndex, String field, Version recorded, Version decided) {
    /** It is not one event that differs. */
    public static final int NO_EVENT = -1;

    /**
     * One of the two.
     *
     * @param value of the field; {@link #NONE} where there is nothing
     * @param json of the event, or of all events where it is not one of them; empty where there is none
     */
    public record Version(String value, String json) {
        static final String NONE = "none";

        static Version none() {
            return new Version(NONE, "");
        }
    }

    /**
     * Compares two transactions of the same sequence.
     *
     * @param names what is known there
     * @return null where they are the same bytes
     */
    public static Difference between(Transaction recorded, Transaction decided, Directory names) {
        boolean isSame = recorded.length() == decided.length()
                && new ByteComparison()
                                .mismatch(
                                        recorded.buffer(),
                                        recorded.offset(),
                                        decided.buffer(),
                                        decided.offset(),
                                        recorded.length())
                        == ByteComparison.EQUAL;
        return isSame ? null : new DifferenceFinder(recorded, new TransactionBuffer(0), names).between(decided);
    }

    /** One line: where, and both values. */
    public String inWords() {
        StringBuilder words = new StringBuilder()
                .append("seq=")
                .append(seq)
                .append(", command=")
                .append(command);
        if (eventIndex != NO_EVENT) {
            words.append(", event=").append(eventIndex);
        }
        return words.append(", field=")
                .append(field)
                .append(", recorded=")
                .append(recorded.value())
                .append(", decided=")
                .append(decided.value())
                .toString();
    }
}
