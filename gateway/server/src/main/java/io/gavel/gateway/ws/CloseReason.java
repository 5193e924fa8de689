package io.gavel.gateway.ws;

import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/** Why the server closes a WebSocket: codes of RFC 6455 where they fit, else 4000 and up (docs/PROTOCOL.md). */
final class CloseReason {
    static final WebSocketCloseStatus GOING_AWAY = new WebSocketCloseStatus(1001, "server stops");
    static final WebSocketCloseStatus TEXT_ONLY = new WebSocketCloseStatus(1003, "text only");
    static final WebSocketCloseStatus PROTOCOL = new WebSocketCloseStatus(1002, "protocol");
    static final WebSocketCloseStatus TOO_LARGE = new WebSocketCloseStatus(1009, "too large");
    static final WebSocketCloseStatus NOT_LOGGED_IN = new WebSocketCloseStatus(4001, "not logged in");
    static final WebSocketCloseStatus IDLE = new WebSocketCloseStatus(4009, "idle");

    private static final int SLOW = 4008;

    private CloseReason() {}

    /** The peer reads too slowly; {@code lastSeq} is the last sequence that was told to anybody. */
    static WebSocketCloseStatus slow(long lastSeq) {
        return new WebSocketCloseStatus(SLOW, "slow, last seq " + lastSeq);
    }
}
