package io.gavel.gateway.session;

import io.netty.buffer.ByteBuf;

/**
 * Bytes that the publisher hands to a session's event loop.
 *
 * @param correlationId of the request answered; 0 where bytes only stream
 * @param status HTTP status of the answer; 0 where there is none
 * @param answered how many commands are answered by it
 * @param bytes owned by the receiver; may be empty
 */
public record Delivery(Session session, long correlationId, int status, int answered, ByteBuf bytes) {}
