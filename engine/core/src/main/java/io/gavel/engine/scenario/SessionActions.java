package io.gavel.engine.scenario;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.types.SessionMode;

/**
 * Sessions: {@code day: session, timed, opens at 10:00:00, closes 12:00:00, stagger 1m} and
 * {@code venue schedules day, opens at 11:00:00}.
 */
final class SessionActions {
    private final Names names;
    private final CommandWriter writer;

    private long previewAtNs;
    private long opensAtNs;
    private long closesAtNs;
    private long staggerNs;
    private long lotDurationNs;

    SessionActions(Names names, CommandWriter writer) {
        this.names = names;
        this.writer = writer;
    }

    /** Reads the clauses behind {@code NAME: session}. */
    void define(String name, Words words) {
        words.expect(",");
        SessionMode mode = words.take("sequential") ? SessionMode.SEQUENTIAL : SessionMode.TIMED;
        if (mode == SessionMode.TIMED) {
            words.expect("timed");
        }
        clauses(words);
        writer.createSession(name, mode, previewAtNs, opensAtNs, closesAtNs, staggerNs, lotDurationNs);
    }

    /** Reads what stands behind {@code venue schedules}. */
    void schedule(Words words) {
        int sessionId = names.sessionId(words.word("a session"));
        clauses(words);
        writer.scheduleSession(sessionId, previewAtNs, opensAtNs, closesAtNs);
    }

    private void clauses(Words words) {
        previewAtNs = Conditions.ABSENT;
        opensAtNs = Conditions.ABSENT;
        closesAtNs = Conditions.ABSENT;
        staggerNs = Conditions.ABSENT;
        lotDurationNs = Conditions.ABSENT;
        while (words.take(",")) {
            if (words.take("preview", "at")) {
                previewAtNs = words.timeNs("a time");
            } else if (words.take("opens", "at")) {
                opensAtNs = words.timeNs("an opening time");
            } else if (words.take("closes")) {
                closesAtNs = words.timeNs("a closing time");
            } else if (words.take("stagger")) {
                staggerNs = words.durationNs("a duration");
            } else {
                words.expect("lots", "last");
                lotDurationNs = words.durationNs("a duration");
            }
        }
        words.end();
    }
}
