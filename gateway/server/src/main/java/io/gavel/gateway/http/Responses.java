package io.gavel.gateway.http;

import io.gavel.gateway.desk.HttpStatus;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** Responses with the headers that go with their status. */
final class Responses {
    static final String JSON = "application/json";
    static final String METRICS = "text/plain; version=0.0.4";

    /** What the answer is worth: {@code process} or {@code disk}, or {@code memory} in a lab. */
    static final String DURABILITY = "gavel-durability";

    private static final int RETRY_AFTER_S = 1;

    private Responses() {}

    /** Takes over the body. */
    static FullHttpResponse of(int status, String contentType, ByteBuf body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, contentType)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("x-content-type-options", "nosniff");
        if (status == HttpStatus.UNAVAILABLE || status == HttpStatus.TOO_MANY) {
            response.headers().set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_S);
        } else if (status == HttpStatus.UNAUTHORIZED) {
            response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        return response;
    }
}
