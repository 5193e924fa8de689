package io.gavel.engine.view;

/** One auction as the public sees it, with who leads. Amounts are smallest units. */
final class AuctionView {
    /** No amount, no time. */
    static final long ABSENT = Long.MIN_VALUE;

    /** Where it stands. */
    enum State {
        SCHEDULED("scheduled"),
        OPEN("open"),
        CLOSED("closed"),
        CANCELED("canceled");

        private final String jsonName;

        State(String jsonName) {
            this.jsonName = jsonName;
        }

        String jsonName() {
            return jsonName;
        }
    }

    State state = State.SCHEDULED;
    long priceMinor = ABSENT;
    int leaderAccountId;
    long minNextMinor;
    long endsAtNs = ABSENT;
    int bids;
    /** True too where there is none. */
    boolean isReserveMet;

    /** Units that a clock still sells. */
    long remainingQty;

    /** When a clock falls again. */
    long nextAtNs = ABSENT;

    /** Of a reverse auction; 0 while bids are collected. */
    int round;

    /** Whose turn it is in the round; 0: everybody's. */
    int turnAccountId;

    /** Whose end is this one's too; null: its own end counts alone. Its shift is not in {@link #endsAtNs}. */
    SessionView group;

    /** The end that counts. */
    long effectiveEndNs() {
        return group == null || endsAtNs == ABSENT ? endsAtNs : endsAtNs + group.shiftNs;
    }

    /** An event told when it ends; where a group moves it, what moved it is told by another. */
    void endsAt(long ns) {
        if (group == null || endsAtNs == ABSENT) {
            endsAtNs = ns;
        }
    }

    /** From now on the group's shift moves the end, which it did already by what it is. */
    void joinGroup(SessionView session) {
        group = session;
        endsAtNs -= endsAtNs == ABSENT ? 0 : session.shiftNs;
    }

    /** It is over: nothing moves its end any more. */
    void end(State state) {
        this.state = state;
        endsAtNs = effectiveEndNs();
        group = null;
        nextAtNs = ABSENT;
    }

    boolean isOver() {
        return state == State.CLOSED || state == State.CANCELED;
    }
}
