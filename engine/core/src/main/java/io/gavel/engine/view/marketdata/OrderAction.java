package io.gavel.engine.view.marketdata;

/** What becomes of an order in the book. */
public enum OrderAction {
    /** It stands at the end of its level from now on. */
    ADD("add"),
    /** It stands in front of the first order of its level that has a larger id, or at the end. */
    ADD_BY_AGE("addByAge"),
    /** It keeps its place and shows another quantity. */
    CHANGE("change"),
    /** It leaves its place, and stands at the end of its level, which may be another one. */
    REPLACE("replace"),
    /** It is gone. */
    REMOVE("remove");

    private final String jsonName;

    OrderAction(String jsonName) {
        this.jsonName = jsonName;
    }

    public String jsonName() {
        return jsonName;
    }
}
