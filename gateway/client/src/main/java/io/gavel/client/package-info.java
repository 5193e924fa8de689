/**
 * The SDK: what a program links to bid, trade and administer over a WebSocket.
 *
 * <p>Start with {@link io.gavel.client.GavelClient#connect}. May import {@code io.gavel.wire} and Netty only, and touches
 * nothing that would need a JVM flag. Answers, events and listeners run on the client's one event loop: don't block it.
 */
package io.gavel.client;
