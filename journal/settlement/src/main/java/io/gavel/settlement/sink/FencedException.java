package io.gavel.settlement.sink;

/** Somebody else writes to the database: this writer must stop. */
public final class FencedException extends SinkException {
    private static final long serialVersionUID = 1L;

    public FencedException(String message) {
        super(message);
    }

    public FencedException(String message, Throwable cause) {
        super(message, cause);
    }
}
