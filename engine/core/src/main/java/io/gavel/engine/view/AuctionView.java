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

    boolean isOver() {
        return state == State.CLOSED || state == State.CANCELED;
    }
}
