package io.gavel.settlement.sink;

/** It may work later: try again. */
public final class SinkUnavailableException extends SinkException {
    private static final long serialVersionUID = 1L;

    public SinkUnavailableException(String message) {
        super(message);
    }

    public SinkUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
