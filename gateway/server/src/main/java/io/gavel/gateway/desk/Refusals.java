package io.gavel.gateway.desk;

import io.gavel.wire.Refusal;
import io.gavel.wire.json.JsonWriter;

/** Writes what is told when a message never reached the engine. One thread; a text is valid until the next. */
public final class Refusals {
    private final JsonWriter json = new JsonWriter(256);

    /**
     * An {@code error}.
     *
     * @param field where it went wrong; empty: nowhere in particular
     */
    public JsonWriter error(Refusal refusal, String message, String field) {
        json.clear().beginObject().field("type", "error");
        name(refusal, message);
        if (!field.isEmpty()) {
            json.field("field", field);
        }
        return json.endObject();
    }

    /** An {@code error} in the catalogue's own words. */
    public JsonWriter error(Refusal refusal) {
        return error(refusal, refusal.message(), "");
    }

    private void name(Refusal refusal, String message) {
        json.field("code", refusal.code()).field("name", refusal.name()).field("message", message);
    }
}
