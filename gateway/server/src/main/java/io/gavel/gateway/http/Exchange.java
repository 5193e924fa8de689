package io.gavel.gateway.http;

import io.netty.handler.codec.http.FullHttpResponse;

/** One request whose answer is due: answers leave in the order of the requests. */
final class Exchange {
    private final long correlationId;
    private final boolean isKeepAlive;
    private FullHttpResponse response;

    Exchange(long correlationId, boolean isKeepAlive) {
        this.correlationId = correlationId;
        this.isKeepAlive = isKeepAlive;
    }

    long correlationId() {
        return correlationId;
    }

    boolean isKeepAlive() {
        return isKeepAlive;
    }

    /** The answer, or null while it is due. */
    FullHttpResponse response() {
        return response;
    }

    void complete(FullHttpResponse response) {
        this.response = response;
    }
}
