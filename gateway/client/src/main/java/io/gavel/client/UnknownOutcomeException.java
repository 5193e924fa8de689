package io.gavel.client;

/**
 * No answer came: the command may have been carried out or not. Send it again with the same clOrdId and it is answered
 * once more without being carried out twice.
 */
public final class UnknownOutcomeException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnknownOutcomeException(String why) {
        super(why);
    }
}
