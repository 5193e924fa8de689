package io.gavel.settlement.sink;

/** It will not work by trying again: the schema differs, a row is refused, the database belongs to another journal. */
public final class SinkRefusedException extends SinkException {
    private static final long serialVersionUID = 1L;

    public SinkRefusedException(String message) {
        super(message);
    }

    public SinkRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
