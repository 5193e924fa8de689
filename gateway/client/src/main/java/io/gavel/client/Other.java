package io.gavel.client;

/**
 * A message that this version of the client has no word for.
 *
 * @param type as the server wrote it
 * @param json the whole message
 */
public record Other(long seq, String type, String json) implements Answer, Event {}
