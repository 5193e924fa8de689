package io.gavel.wire.json;

import io.gavel.wire.sbe.CreateSessionEncoder;
import io.gavel.wire.sbe.ScheduleSessionEncoder;
import io.gavel.wire.types.SessionMode;

/** Sessions to be created, and their times. */
final class SessionCommands {
    static final String[] MODES = {"timed", "sequential"};

    private static final long ABSENT = EventFields.ABSENT;

    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final CreateSessionEncoder createSession = new CreateSessionEncoder();
    private final ScheduleSessionEncoder scheduleSession = new ScheduleSessionEncoder();

    SessionCommands(JsonFields fields, JsonNames names, CommandSlot slot) {
        this.fields = fields;
        this.names = names;
        this.slot = slot;
    }

    void createSession() {
        slot.head(0);
        createSession
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .mode(SessionMode.get((short) (1 + fields.choice(JsonField.MODE, MODES))))
                .previewAtNs(fields.nanos(JsonField.PREVIEW_AT, ABSENT))
                .opensAtNs(fields.nanos(JsonField.OPENS_AT, ABSENT))
                .closesAtNs(fields.nanos(JsonField.CLOSES_AT, ABSENT))
                .staggerNs(fields.nanos(JsonField.STAGGER_US, ABSENT))
                .lotDurationNs(fields.nanos(JsonField.LOT_DURATION_US, ABSENT));
        if (fields.text(JsonField.SESSION)) {
            createSession.putName(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(createSession.limit());
        }
    }

    void scheduleSession() {
        int sessionId = JsonNames.id(names.session());
        slot.head(0);
        scheduleSession
                .wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .sessionId(sessionId)
                .previewAtNs(fields.nanos(JsonField.PREVIEW_AT, ABSENT))
                .opensAtNs(fields.nanos(JsonField.OPENS_AT, ABSENT))
                .closesAtNs(fields.nanos(JsonField.CLOSES_AT, ABSENT));
        slot.end(scheduleSession.limit());
    }
}
