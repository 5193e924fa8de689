package io.gavel.client;

/** In a room: what happens in it is told from here on. {@code seq} is the last sequence that was told before. */
public record Joined(long seq, String room) implements Answer {}
