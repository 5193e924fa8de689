package io.gavel.client;

import io.gavel.wire.json.JsonWriter;

/**
 * A session to create: lots of one day that are shown and opened together. Times may be said later
 * ({@link GavelClient#scheduleSession}); lots join it by {@link NewAuction#session}. Rules: docs/RULES.md SES. Not for
 * sharing between threads while it is being filled in.
 */
public final class NewSession {
    private final String mode;
    private final String session;
    private long previewAtUs = Event.NO_TIME;
    private long opensAtUs = Event.NO_TIME;
    private long closesAtUs = Event.NO_TIME;
    private long staggerUs = Event.NO_TIME;
    private long lotDurationUs = Event.NO_TIME;

    private NewSession(String mode, String session) {
        this.mode = mode;
        this.session = session;
    }

    /** All lots open together; the first closes at {@link #closesAtUs}, each next one {@link #staggerUs} later. */
    public static NewSession timed(String session) {
        return new NewSession("timed", session);
    }

    /** Each lot opens when the one before is over, and closes {@link #lotDurationUs} later or by the hammer. */
    public static NewSession sequential(String session) {
        return new NewSession("sequential", session);
    }

    /** From when on it is shown, microseconds since the epoch. */
    public NewSession previewAtUs(long previewAtUs) {
        this.previewAtUs = previewAtUs;
        return this;
    }

    /** When its lots, or the first of them, open, microseconds since the epoch. */
    public NewSession opensAtUs(long opensAtUs) {
        this.opensAtUs = opensAtUs;
        return this;
    }

    /** When the first lot of a timed session closes, microseconds since the epoch. */
    public NewSession closesAtUs(long closesAtUs) {
        this.closesAtUs = closesAtUs;
        return this;
    }

    /** So much later than the lot before each lot of a timed session closes; all at once where it is not said. */
    public NewSession staggerUs(long staggerUs) {
        this.staggerUs = staggerUs;
        return this;
    }

    /** So long each lot of a sequential session is open; until the hammer falls where it is not said. */
    public NewSession lotDurationUs(long lotDurationUs) {
        this.lotDurationUs = lotDurationUs;
        return this;
    }

    void writeTo(JsonWriter json) {
        json.field("session", session).field("mode", mode);
        times(json, previewAtUs, opensAtUs, closesAtUs);
        optional(json, "staggerUs", staggerUs);
        optional(json, "lotDurationUs", lotDurationUs);
    }

    /** Those that are said. */
    static void times(JsonWriter json, long previewAtUs, long opensAtUs, long closesAtUs) {
        optional(json, "previewAt", previewAtUs);
        optional(json, "opensAt", opensAtUs);
        optional(json, "closesAt", closesAtUs);
    }

    private static void optional(JsonWriter json, String name, long us) {
        if (us != Event.NO_TIME) {
            json.field(name, us);
        }
    }
}
