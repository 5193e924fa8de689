package io.gavel.client;

/**
 * Hears what happens to the own accounts and to the connection. Called on the client's event loop: don't block.
 * An exception is reported to the thread's uncaught exception handler and changes nothing.
 */
public interface ClientListener {
    /** Something happened to an own account that this connection had not asked for. */
    default void onEvent(Event event) {}

    /** The connection is up and logged in, the first time or again; rooms are joined, what had no answer was asked again. */
    default void onConnected() {}

    /**
     * The connection broke; the client tries again by itself until it is closed. Called once a break, whatever number of
     * attempts follow: {@link #onConnected} or {@link #onRefused} ends it.
     */
    default void onDisconnected(String why) {}

    /** The key is no longer accepted: the client is closed and does not try again. */
    default void onRefused(Refused why) {}
}
