package io.gavel.gateway.session;

/** What a session waits for and the ring does not carry: the bytes in the slot are numbers only. */
public interface Request {
    /** The sender's own name for the message, echoed in its answers; null where it gave none. */
    String ref();
}
