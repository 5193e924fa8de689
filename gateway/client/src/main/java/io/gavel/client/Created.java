package io.gavel.client;

import io.gavel.wire.Durability;

/**
 * An asset, account, instrument, auction or session exists now.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param kind "asset", "account", "instrument", "auction" or "session"
 * @param id its name
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record Created(long seq, long atUs, String kind, String id, Durability level) implements Answer, Event {}
