package io.gavel.gateway.desk;

import io.gavel.wire.Refusal;

/** Which HTTP status a refusal has (docs/PROTOCOL.md). */
public final class HttpStatus {
    public static final int OK = 200;
    public static final int BAD_REQUEST = 400;
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;
    public static final int METHOD_NOT_ALLOWED = 405;
    /** The engine refused the command: a final answer, not a failure. */
    public static final int CONFLICT = 409;

    public static final int TOO_LARGE = 413;
    public static final int URI_TOO_LONG = 414;
    public static final int UPGRADE_REQUIRED = 426;
    public static final int TOO_MANY = 429;
    public static final int HEADERS_TOO_LARGE = 431;
    public static final int UNAVAILABLE = 503;

    private HttpStatus() {}

    /** Of a refusal that came before the engine. */
    public static int of(Refusal refusal) {
        return switch (refusal) {
            case BUSY, HALTED, NOT_READY, CANCEL_ONLY -> UNAVAILABLE;
            case MALFORMED, NOT_SUPPORTED -> BAD_REQUEST;
            case TOO_LARGE -> TOO_LARGE;
            case UNKNOWN_PATH -> NOT_FOUND;
            case NOT_LOGGED_IN -> UNAUTHORIZED;
            case NOT_ALLOWED, NOT_YOUR_ACCOUNT -> FORBIDDEN;
            case TOO_MANY, SLOW -> TOO_MANY;
            default -> CONFLICT;
        };
    }

    /** Of a question about what does not exist. */
    public static int ofQuestion(Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN_ACCOUNT, UNKNOWN_ASSET, UNKNOWN_AUCTION, UNKNOWN_SESSION, UNKNOWN_INSTRUMENT, UNKNOWN_ORDER ->
                NOT_FOUND;
            default -> of(refusal);
        };
    }
}
