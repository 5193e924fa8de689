package io.gavel.settlement.sink;

/** A database did not do what settlement asked of it. */
public abstract sealed class SinkException extends RuntimeException
        permits SinkUnavailableException, SinkRefusedException, FencedException {
    private static final long serialVersionUID = 1L;

    SinkException(String message) {
        super(message);
    }

    SinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
