package io.gavel.gateway.cli;

import io.gavel.journal.JournalPosition;
import io.gavel.journal.JournalReader;
import io.gavel.journal.NamedReader;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** How often each client order id was decided anew in a journal, as far as it was read; a repeated answer is no decision. */
final class Decisions {
    private final Map<String, Integer> times = new TreeMap<>();
    private final Transaction transaction = new Transaction();
    private final NewOrderDecoder order = new NewOrderDecoder();
    private final PlaceBidDecoder bid = new PlaceBidDecoder();
    private long nextSeq = 1;

    /** Reads on from where it was up to what is durable, and returns where the last excerpt ended; null: in none. */
    JournalPosition readOn(Path journal) {
        JournalPosition end = null;
        try (JournalReader reader = JournalReader.open(journal)) {
            reader.seek(nextSeq);
            while (reader.poll(transaction)) {
                count();
                nextSeq = transaction.seq() + 1;
                end = reader.position() == null ? end : reader.position();
            }
        }
        return end;
    }

    /** The same, as a reader that the journal keeps everything for which it has not read. */
    void follow(Path journal, String name) {
        NamedReader reader = NamedReader.register(journal, name);
        JournalPosition end = readOn(journal);
        if (end != null) {
            reader.advance(journal, end);
        }
    }

    /** Client order id to times. */
    Map<String, Integer> times() {
        return times;
    }

    private void count() {
        String id = clOrdId();
        boolean isNew =
                transaction.nextEvent() && transaction.eventTemplateId() != DuplicateAnsweredDecoder.TEMPLATE_ID;
        if (id != null && isNew) {
            times.merge(id, 1, Integer::sum);
        }
    }

    private String clOrdId() {
        return switch (transaction.commandTemplateId()) {
            case NewOrderDecoder.TEMPLATE_ID ->
                order.wrap(
                                transaction.buffer(),
                                transaction.commandBodyOffset(),
                                transaction.commandBlockLength(),
                                transaction.commandVersion())
                        .clOrdId();
            case PlaceBidDecoder.TEMPLATE_ID ->
                bid.wrap(
                                transaction.buffer(),
                                transaction.commandBodyOffset(),
                                transaction.commandBlockLength(),
                                transaction.commandVersion())
                        .clOrdId();
            default -> null;
        };
    }
}
