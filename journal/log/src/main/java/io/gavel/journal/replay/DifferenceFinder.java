package io.gavel.journal.replay;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.HowMany;
import io.gavel.journal.replay.Difference.Version;
import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.json.JsonCommandLines;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonWriter;
import io.gavel.wire.log.EventFrameDecoder;
import java.util.HexFormat;
import java.util.Map;

/**
 * Says in words how a decided transaction differs from the recorded one. Made when the first difference was found, so
 * nothing here has to be fast; but it must not fail, whatever the bytes are.
 */
final class DifferenceFinder {
    private static final int SHOWN_BYTES = 64;

    private final Transaction recorded;
    private final TransactionBuffer produced;
    private final Directory names;
    private final JsonEvents recordedEvents;
    private final JsonEvents decidedEvents;
    private final ByteComparison bytes = new ByteComparison();

    /**
     * @param recorded the transaction that differs
     * @param produced all that the last call of the market decided: the beginning of the command, if this goes on with it
     * @param names what is known there
     */
    DifferenceFinder(Transaction recorded, TransactionBuffer produced, Directory names) {
        this.recorded = recorded;
        this.produced = produced;
        this.names = names;
        recordedEvents = new JsonEvents(names);
        decidedEvents = new JsonEvents(names);
    }

    /** The market could not decide it. */
    Difference thrown(RuntimeException problem) {
        return difference(
                "exception", new Version(Version.NONE, events(recorded)), new Version(problem.toString(), ""));
    }

    /** The market decided nothing, or something else first. */
    Difference notDecided() {
        String value = produced.count() == 0
                ? Version.NONE
                : HowMany.of(produced.count(), "transaction") + " from seq " + produced.firstSeq();
        return difference(
                "transaction", new Version("one transaction", events(recorded)), new Version(value, firstProduced()));
    }

    /** The market decided this, where {@link #recorded} was recorded. */
    Difference between(Transaction decided) {
        if (decided.commandTemplateId() != recorded.commandTemplateId()) {
            return difference(
                    "command", version(commandName(recorded), recorded), version(commandName(decided), decided));
        }
        if (decided.timeNs() != recorded.timeNs()) {
            return difference(
                    "timeNs",
                    version(Long.toString(recorded.timeNs()), recorded),
                    version(Long.toString(decided.timeNs()), decided));
        }
        if (decided.continues() != recorded.continues()) {
            return difference(
                    "continues",
                    version(Boolean.toString(recorded.continues()), recorded),
                    version(Boolean.toString(decided.continues()), decided));
        }
        if (!isSameCommand(decided)) {
            return difference(
                    "command", version(commandJson(recorded), recorded), version(commandJson(decided), decided));
        }
        return betweenEvents(decided);
    }

    private Difference betweenEvents(Transaction decided) {
        recorded.rewind();
        decided.rewind();
        for (int index = 0; ; index++) {
            boolean isRecorded = recorded.nextEvent();
            boolean isDecided = decided.nextEvent();
            if (!isRecorded && !isDecided) {
                // The bytes differ and no event does: what is left are the heads.
                return difference("head", version(hex(recorded, 0), recorded), version(hex(decided, 0), decided));
            }
            if (!isRecorded || !isDecided || !isSameEvent(decided)) {
                return ofEvent(index, isRecorded ? recorded : null, isDecided ? decided : null);
            }
        }
    }

    /** @param there null where one of the two has no event of this index */
    private Difference ofEvent(int index, Transaction there, Transaction decided) {
        Version none = Version.none();
        if (there == null || decided == null || there.eventTemplateId() != decided.eventTemplateId()) {
            return difference(
                    index,
                    "type",
                    there == null ? none : new Version(eventName(there), json(recordedEvents, there)),
                    decided == null ? none : new Version(eventName(decided), json(decidedEvents, decided)));
        }
        String recordedJson = json(recordedEvents, there);
        String decidedJson = json(decidedEvents, decided);
        try {
            Map<String, String> recordedFields = EventText.fields(there);
            Map<String, String> decidedFields = EventText.fields(decided);
            for (Map.Entry<String, String> field : recordedFields.entrySet()) {
                String value = decidedFields.getOrDefault(field.getKey(), Version.NONE);
                if (!value.equals(field.getValue())) {
                    return difference(
                            index,
                            field.getKey(),
                            new Version(field.getValue(), recordedJson),
                            new Version(value, decidedJson));
                }
            }
        } catch (RuntimeException unreadable) {
            // Not the bytes of an event: they are shown as they are.
        }
        return difference(
                index,
                "bytes",
                new Version(eventHex(there), recordedJson),
                new Version(eventHex(decided), decidedJson));
    }

    private Difference difference(String field, Version recordedVersion, Version decidedVersion) {
        return difference(Difference.NO_EVENT, field, recordedVersion, decidedVersion);
    }

    private Difference difference(int index, String field, Version recordedVersion, Version decidedVersion) {
        return new Difference(
                recorded.seq(),
                commandName(recorded),
                commandJson(recorded),
                index,
                field,
                recordedVersion,
                decidedVersion);
    }

    private Version version(String value, Transaction transaction) {
        return new Version(value, events(transaction));
    }

    private boolean isSameCommand(Transaction decided) {
        return decided.commandLength() == recorded.commandLength()
                && bytes.mismatch(
                                recorded.buffer(),
                                recorded.commandOffset(),
                                decided.buffer(),
                                decided.commandOffset(),
                                recorded.commandLength())
                        == ByteComparison.EQUAL;
    }

    private boolean isSameEvent(Transaction decided) {
        int frame = Transaction.EVENT_FRAME_LENGTH;
        return decided.eventFrameLength() == recorded.eventFrameLength()
                && bytes.mismatch(
                                recorded.buffer(),
                                recorded.eventOffset() - frame,
                                decided.buffer(),
                                decided.eventOffset() - frame,
                                recorded.eventFrameLength())
                        == ByteComparison.EQUAL;
    }

    /** All events of what the market decided first, as JSON lines. */
    private String firstProduced() {
        return produced.count() == 0 ? "" : events(new Transaction().wrap(produced.buffer(), 0, produced.firstSeq()));
    }

    /** All events as a JSON array. */
    private String events(Transaction transaction) {
        try {
            JsonWriter json = new JsonWriter().beginArray();
            JsonEvents writer = new JsonEvents(names);
            begin(writer, transaction);
            for (transaction.rewind(); transaction.nextEvent(); ) {
                writer.writeFull(transaction, json);
            }
            transaction.rewind();
            return json.endArray().toString();
        } catch (RuntimeException unreadable) {
            return hex(transaction, 0);
        }
    }

    private String json(JsonEvents writer, Transaction at) {
        try {
            begin(writer, at);
            JsonWriter json = new JsonWriter();
            writer.writeFull(at, json);
            return json.toString();
        } catch (RuntimeException unreadable) {
            return eventHex(at);
        }
    }

    /** Events of a continuation belong to the command that was decided before it in the same call. */
    private void begin(JsonEvents writer, Transaction transaction) {
        Transaction before = new Transaction();
        int offset = 0;
        for (int i = 0; i < produced.count() && produced.firstSeq() + i < transaction.seq(); i++) {
            writer.begin(before.wrap(produced.buffer(), offset, produced.firstSeq() + i));
            offset += before.length();
        }
        writer.begin(transaction);
    }

    private String commandJson(Transaction transaction) {
        try {
            JsonWriter json = new JsonWriter();
            new JsonCommandLines(names).write(transaction, json);
            return json.toString();
        } catch (RuntimeException unreadable) {
            return hex(transaction, Transaction.HEAD_LENGTH);
        }
    }

    private static String commandName(Transaction transaction) {
        CommandType type = CommandType.of(transaction.commandTemplateId());
        return type == null ? "command " + transaction.commandTemplateId() : type.jsonName();
    }

    private static String eventName(Transaction at) {
        EventType type = EventType.of(at.eventTemplateId());
        return type == null ? "event " + at.eventTemplateId() : type.jsonName();
    }

    private static String hex(Transaction transaction, int from) {
        int length = Math.max(0, Math.min(SHOWN_BYTES, transaction.length() - from));
        byte[] shown = new byte[length];
        transaction.buffer().getBytes(transaction.offset() + from, shown);
        return HexFormat.of().formatHex(shown);
    }

    private static String eventHex(Transaction at) {
        byte[] shown = new byte[Math.max(EventFrameDecoder.ENCODED_LENGTH, at.eventFrameLength())];
        at.buffer().getBytes(at.eventOffset() - Transaction.EVENT_FRAME_LENGTH, shown);
        return HexFormat.of().formatHex(shown);
    }

    /** What a market that stopped half-way may still tell. */
    static Directory names(Market market) {
        Directory names = new Directory();
        EventFrameDecoder frame = new EventFrameDecoder();
        try {
            market.writeSnapshot((buffer, offset, length) -> {
                frame.wrap(buffer, offset);
                names.onSnapshotRecord(
                        frame.templateId(),
                        buffer,
                        offset + Transaction.EVENT_FRAME_LENGTH,
                        frame.blockLength(),
                        frame.version());
            });
        } catch (RuntimeException halfway) {
            // It stopped in the middle of a change: ids are shown where names are missing.
            return names;
        }
        return names;
    }
}
