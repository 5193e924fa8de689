package io.gavel.client;

/** Hears what happens in one room. Called on the client's event loop: don't block. */
public interface RoomListener {
    /** Something public happened. */
    void onEvent(Event event);

    /** The room was joined again after a broken connection: what happened in between was not told. */
    default void onRejoined(Joined joined) {}

    /** The room could not be joined again: nothing more comes from it. */
    default void onLost(Refused why) {}
}
