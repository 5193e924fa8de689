package io.gavel.gateway;

/**
 * What a stranger can ask of the gateway; every limit is told in docs/PROTOCOL.md.
 *
 * @param maxMessageBytes of one JSON message, in a WebSocket message or an HTTP body
 * @param maxConnections open at once; more are closed at accept
 * @param maxRoomsPerConnection joined at once
 * @param maxInFlightPerConnection commands not yet answered; more wait unread
 * @param maxInFlightPerAccount of its commands that enter something, over all connections; more are refused
 * @param maxOutboundBytesPerConnection written but not taken by the peer; at more nothing is read from it, and
 *     events for a WebSocket close it as slow
 * @param loginTimeoutMs how long a WebSocket may stay without a login
 * @param idleTimeoutMs how long a connection may say nothing, not even pong
 */
public record Limits(
        int maxMessageBytes,
        int maxConnections,
        int maxRoomsPerConnection,
        int maxInFlightPerConnection,
        int maxInFlightPerAccount,
        int maxOutboundBytesPerConnection,
        long loginTimeoutMs,
        long idleTimeoutMs) {

    public static Limits defaults() {
        return new Limits(16 * 1024, 10_000, 128, 256, 4_096, 256 * 1024, 5_000, 60_000);
    }

    public Limits withLoginTimeoutMs(long timeoutMs) {
        return new Limits(
                maxMessageBytes,
                maxConnections,
                maxRoomsPerConnection,
                maxInFlightPerConnection,
                maxInFlightPerAccount,
                maxOutboundBytesPerConnection,
                timeoutMs,
                idleTimeoutMs);
    }

    public Limits withMaxRoomsPerConnection(int rooms) {
        return new Limits(
                maxMessageBytes,
                maxConnections,
                rooms,
                maxInFlightPerConnection,
                maxInFlightPerAccount,
                maxOutboundBytesPerConnection,
                loginTimeoutMs,
                idleTimeoutMs);
    }

    public Limits withMaxInFlightPerAccount(int commands) {
        return new Limits(
                maxMessageBytes,
                maxConnections,
                maxRoomsPerConnection,
                maxInFlightPerConnection,
                commands,
                maxOutboundBytesPerConnection,
                loginTimeoutMs,
                idleTimeoutMs);
    }

    public Limits withMaxOutboundBytesPerConnection(int bytes) {
        return new Limits(
                maxMessageBytes,
                maxConnections,
                maxRoomsPerConnection,
                maxInFlightPerConnection,
                maxInFlightPerAccount,
                bytes,
                loginTimeoutMs,
                idleTimeoutMs);
    }

    public Limits withMaxConnections(int connections) {
        return new Limits(
                maxMessageBytes,
                connections,
                maxRoomsPerConnection,
                maxInFlightPerConnection,
                maxInFlightPerAccount,
                maxOutboundBytesPerConnection,
                loginTimeoutMs,
                idleTimeoutMs);
    }

    public Limits withIdleTimeoutMs(long timeoutMs) {
        return new Limits(
                maxMessageBytes,
                maxConnections,
                maxRoomsPerConnection,
                maxInFlightPerConnection,
                maxInFlightPerAccount,
                maxOutboundBytesPerConnection,
                loginTimeoutMs,
                timeoutMs);
    }
}
