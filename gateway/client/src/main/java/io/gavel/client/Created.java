package io.gavel.client;

/**
 * An asset, account, instrument or auction exists now.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param kind "asset", "account", "instrument" or "auction"
 * @param id its name
 */
public record Created(long seq, long atUs, String kind, String id) implements Answer, Event {}
