package io.gavel.gateway.cli;

import io.gavel.journal.replay.Difference;
import io.gavel.wire.json.JsonWriter;
import java.io.PrintWriter;

/** How a difference between a recorded and a decided transaction is shown. */
final class DifferenceReport {
    private DifferenceReport() {}

    /** For people: where, what, and both versions below each other. */
    static void print(Difference difference, PrintWriter out) {
        print(difference, "recorded", "decided", out);
    }

    /** @param one what the two versions are called: the {@code recorded} one, then the {@code decided} */
    static void print(Difference difference, String one, String other, PrintWriter out) {
        JournalFolder.line(out, "differs at", "seq " + difference.seq() + ", " + difference.command());
        JournalFolder.line(out, "command", difference.commandJson());
        if (difference.eventIndex() != Difference.NO_EVENT) {
            JournalFolder.line(out, "event", Integer.toString(difference.eventIndex()));
        }
        JournalFolder.line(out, "field", difference.field());
        print(one, difference.recorded(), out);
        print(other, difference.decided(), out);
    }

    /** The same as fields of an open object. */
    static void write(Difference difference, JsonWriter json) {
        write(difference, "recorded", "decided", json);
    }

    static void write(Difference difference, String one, String other, JsonWriter json) {
        json.name("difference")
                .beginObject()
                .field("seq", difference.seq())
                .field("command", difference.command())
                .field("commandJson", difference.commandJson());
        if (difference.eventIndex() != Difference.NO_EVENT) {
            json.field("event", difference.eventIndex());
        }
        json.field("field", difference.field());
        write(one, difference.recorded(), json);
        write(other, difference.decided(), json);
        json.endObject();
    }

    private static void print(String name, Difference.Version version, PrintWriter out) {
        JournalFolder.line(out, name, version.value());
        if (!version.json().isEmpty()) {
            JournalFolder.line(out, "", version.json());
        }
    }

    private static void write(String name, Difference.Version version, JsonWriter json) {
        json.field(name, version.value());
        if (!version.json().isEmpty()) {
            json.field(name + "Json", version.json());
        }
    }
}
