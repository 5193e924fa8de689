package io.gavel.gateway.ops;

import io.gavel.engine.ring.PoisonCommand;
import io.gavel.wire.Directory;
import io.gavel.wire.json.JsonCommandLines;
import io.gavel.wire.json.JsonWriter;
import java.util.HexFormat;

/** A command that could not be decided, as an operator reads it in the log: all it says, secrets included. */
public final class PoisonLine {
    private PoisonLine() {}

    /** The command as JSON; its bytes where they are not those of a command. */
    public static String of(PoisonCommand poison, Directory names) {
        try {
            JsonWriter json = new JsonWriter();
            new JsonCommandLines(names).write(poison.command(), 0, poison.timeNs(), json);
            return json.toString();
        } catch (RuntimeException unreadable) {
            byte[] bytes = new byte[poison.command().capacity()];
            poison.command().getBytes(0, bytes);
            return HexFormat.of().formatHex(bytes);
        }
    }
}
