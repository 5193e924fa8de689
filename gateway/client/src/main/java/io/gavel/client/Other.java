package io.gavel.client;

import io.gavel.wire.Durability;

/**
 * A message that this version of the client has no word for.
 *
 * @param type as the server wrote it
 * @param json the whole message
 * @param level what this answer is worth; null where it answers no command of ours
 */
public record Other(long seq, String type, String json, Durability level) implements Answer, Event {}
