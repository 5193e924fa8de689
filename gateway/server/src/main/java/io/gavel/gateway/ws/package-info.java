/** WebSocket: frames to messages and back. Event loop, but for what {@code Session} says the publisher calls. */
package io.gavel.gateway.ws;
