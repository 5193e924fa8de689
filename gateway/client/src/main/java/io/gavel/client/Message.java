package io.gavel.client;

/** Whatever the server says: the answer to something that was sent, or an event that others brought about. */
public sealed interface Message permits Answer, Event {
    /** Sequence of the transaction that it comes from; 0 where no transaction was made. */
    long seq();
}
