package io.gavel.client;

/** Thrown where an answer was wanted that is no refusal: {@link Answer#as}, a login, a room. */
public final class RefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final transient Refused refused;

    RefusedException(Refused refused) {
        super("refused: " + refused.message() + ", code=" + refused.code() + ", name=" + refused.name());
        this.refused = refused;
    }

    public Refused refused() {
        return refused;
    }
}
