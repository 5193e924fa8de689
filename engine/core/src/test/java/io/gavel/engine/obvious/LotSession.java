package io.gavel.engine.obvious;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** An auction house's day: lots that open and close by one plan (SES). */
final class LotSession {
    private static final long NONE = Told.NONE;
    static final int SCHEDULED = 1;
    static final int PREVIEW = 2;
    static final int OPEN = 3;
    static final int CLOSED = 4;

    final int id;
    final long created;
    final boolean isSequential;
    private final State state;
    private final long stagger;
    private final long lotDuration;
    /** By their number. */
    final Map<Integer, Lot> lots = new TreeMap<>();

    int phase = SCHEDULED;
    long previewAt;
    long opensAt;
    long closesAt;
    /** By how much all ends of a group are later than planned (SC-6). */
    long shift;

    LotSession(State state, int id, Command command) {
        this.state = state;
        this.id = id;
        created = state.decided;
        isSequential = command.isSequential;
        previewAt = command.previewAt;
        opensAt = command.opensAt;
        closesAt = command.closesAt;
        stagger = command.stagger == NONE ? 0 : command.stagger;
        lotDuration = command.lotDuration;
    }

    boolean hasOpened() {
        return phase == OPEN || phase == CLOSED;
    }

    /** The number behind all others. */
    int nextNumber() {
        return lots.keySet().stream().max(Comparator.naturalOrder()).orElse(0) + 1;
    }

    /** When it is announced, or opens, next. */
    long due() {
        if (hasOpened()) {
            return NONE;
        }
        boolean isAnnouncedFirst = phase == SCHEDULED && previewAt != NONE && (opensAt == NONE || previewAt < opensAt);
        return isAnnouncedFirst ? previewAt : opensAt;
    }

    /** What its times say of now happens at once. */
    void catchUp() {
        if (due() != NONE && due() <= state.nowNs) {
            onDue();
        }
    }

    void onDue() {
        if (opensAt != NONE && opensAt <= state.nowNs) {
            open();
        } else {
            phase = PREVIEW;
            tellState();
        }
    }

    /** SES-1, SES-2. */
    private void open() {
        phase = OPEN;
        tellState();
        int place = 0;
        for (Lot lot : lots.values()) {
            if (!isSequential) {
                lot.plan(closesAt + place++ * stagger);
            }
        }
        lots.values().stream().filter(lot -> !isSequential && !lot.isOver).forEach(lot -> {
            lot.open();
            lot.catchUp();
        });
        goOn();
    }

    /** A lot is over: the next one opens where one follows the other, and after the last one the day is over. */
    void goOn() {
        if (phase != OPEN) {
            return;
        }
        boolean isAnyOpen = lots.values().stream().anyMatch(lot -> lot.isOpen);
        Lot next = lots.values().stream()
                .filter(lot -> !lot.isOpen && !lot.isOver)
                .findFirst()
                .orElse(null);
        if (isSequential && !isAnyOpen && next != null) {
            next.plan(state.nowNs + lotDuration);
            next.open();
            next.catchUp();
        } else if (!isAnyOpen && next == null) {
            phase = CLOSED;
            tellState();
        }
    }

    void tellState() {
        state.told.tell(Fact.SESSION_STATE, id, phase, opensAt, closesAt);
    }
}
