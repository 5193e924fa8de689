package io.gavel.client;

/** The server knows who we are. */
record LoggedIn(long seq) implements Answer {}
