package io.gavel.gateway.cli;

import io.gavel.engine.ring.Journal;
import io.gavel.wire.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One run of the pipe in this process: lines in, lines and an exit status out. */
final class PipeSession {
    private final StringBuilder input = new StringBuilder();
    private boolean autoCreate;
    private boolean strict;
    private Journal journal;
    private int exitStatus = -1;
    private PipeRunner runner;

    PipeSession autoCreate() {
        autoCreate = true;
        return this;
    }

    PipeSession strict() {
        strict = true;
        return this;
    }

    PipeSession journal(Journal journal) {
        this.journal = journal;
        return this;
    }

    PipeSession line(String line) {
        input.append(line).append('\n');
        return this;
    }

    /** Runs what was said and checks the laws of the market behind it. */
    List<String> run() {
        return lines(run(input.toString().getBytes(StandardCharsets.UTF_8)));
    }

    byte[] run(byte[] text) {
        return run(new ByteArrayInputStream(text));
    }

    byte[] run(InputStream in) {
        runner = new PipeRunner(autoCreate, strict, journal);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            exitStatus = runner.run(in, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        runner.market().verify();
        return out.toByteArray();
    }

    static List<String> lines(byte[] output) {
        return new String(output, StandardCharsets.UTF_8).lines().toList();
    }

    int exitStatus() {
        return exitStatus;
    }

    /** Reads a line of output, which must be strict JSON. */
    static JsonReader read(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new JsonReader().read(bytes, 0, bytes.length);
    }

    static String type(String line) {
        return read(line).string("type", "");
    }

    /** The lines of one type. */
    static List<String> ofType(List<String> lines, String type) {
        return lines.stream().filter(line -> type(line).equals(type)).toList();
    }
}
