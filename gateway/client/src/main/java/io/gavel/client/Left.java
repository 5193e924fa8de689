package io.gavel.client;

/** The room is left: nothing more comes from it. */
public record Left(long seq, String room) implements Answer {}
