package io.gavel.engine.view;

import java.util.Arrays;

/** One order, open or finished. Pooled; links of its account's finished orders and of its hash are its own fields. */
final class OrderView {
    static final int MAX_ID_LENGTH = 32;

    /** What became of it. */
    enum State {
        OPEN("open"),
        FILLED("filled"),
        CANCELED("canceled");

        private final String jsonName;

        State(String jsonName) {
            this.jsonName = jsonName;
        }

        String jsonName() {
            return jsonName;
        }
    }

    State state;
    long orderId;
    int accountId;
    int instrumentId;
    boolean isSell;
    long priceTicks;
    long qtyLots;
    long leavesLots;
    long filledLots;

    final byte[] clOrdId = new byte[MAX_ID_LENGTH];
    int clOrdIdLength;
    long key;

    /** Next order of the same key: another id with the same hash. */
    OrderView nextOfKey;
    /** Neighbours among the account's finished orders; {@code later} also links the pool. */
    OrderView earlier;

    OrderView later;

    boolean is(int accountId, byte[] text, int length) {
        return this.accountId == accountId && Arrays.equals(clOrdId, 0, clOrdIdLength, text, 0, length);
    }
}
