package io.gavel.engine.view;

/** What became of an order. */
enum OrderState {
    OPEN("open"),
    FILLED("filled"),
    CANCELED("canceled");

    private static final OrderState[] VALUES = values();

    private final String jsonName;

    OrderState(String jsonName) {
        this.jsonName = jsonName;
    }

    static OrderState of(int ordinal) {
        return VALUES[ordinal];
    }

    String jsonName() {
        return jsonName;
    }
}
