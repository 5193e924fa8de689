/**
 * The gateway: one port that speaks HTTP/1.1 and WebSocket, in front of one engine.
 *
 * <p>{@link io.gavel.gateway.GavelServer} is the door for embedders and for {@code gavel serve}. One package a protocol:
 * an adapter turns bytes into commands ({@code http}, {@code ws}), {@code publish} turns durable events into bytes;
 * {@code desk}, {@code session}, {@code room} and {@code ops} are shared. May import everything but perf.
 *
 * <p>Threads: adapters run on event loops; {@code publish} and {@code room} run on the thread that drains the ring,
 * which with the layout {@code inline} is the one event loop.
 */
package io.gavel.gateway;
