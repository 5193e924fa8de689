package io.gavel.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.FullHttpResponse;

/** One request whose answer is due: answers leave in the order of the requests. */
final class Exchange {
    private final long correlationId;
    private final boolean isKeepAlive;
    private final boolean isHead;
    private FullHttpResponse response;

    Exchange(long correlationId, boolean isKeepAlive, boolean isHead) {
        this.correlationId = correlationId;
        this.isKeepAlive = isKeepAlive;
        this.isHead = isHead;
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

    /** Takes over the answer; of one to HEAD only the headers, with the length that the body would have. */
    void complete(FullHttpResponse response) {
        if (isHead) {
            this.response = response.replace(Unpooled.EMPTY_BUFFER);
            response.release();
        } else {
            this.response = response;
        }
    }
}
