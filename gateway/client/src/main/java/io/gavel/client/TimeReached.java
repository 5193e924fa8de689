package io.gavel.client;

/**
 * Everything due at or before that time has happened and is durable. Only where the server runs on an injected clock.
 *
 * @param atUs microseconds since the epoch
 */
public record TimeReached(long seq, long atUs) implements Answer, Event {}
