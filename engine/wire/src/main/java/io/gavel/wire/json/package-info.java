/**
 * The words as JSON: commands from text, events to text; one vocabulary for {@code gavel pipe}, WebSocket and HTTP.
 *
 * <p>{@link io.gavel.wire.json.JsonReader} and {@link io.gavel.wire.json.JsonWriter} know nothing of Gavel and use the
 * JDK only, so that a client links them without JVM flags. {@link io.gavel.wire.json.JsonCommands} and
 * {@link io.gavel.wire.json.JsonEvents} transcode to and from the SBE forms. Each object serves one thread.
 */
package io.gavel.wire.json;
