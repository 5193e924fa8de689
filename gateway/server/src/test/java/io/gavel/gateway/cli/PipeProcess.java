package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code gavel pipe} as a process of its own, spoken to line by line. */
public final class PipeProcess implements AutoCloseable {
    private static final long LIMIT_S = 60;

    /** Of an account that does nothing: its answer stands behind those to what was said before. */
    private static final String MARK = "{\"type\":\"balance?\",\"account\":\"mark\",\"asset\":\"MARK\"}";

    private static final String MARKED = "\"account\":\"mark\",\"asset\":\"MARK\"";

    private final Process process;
    private final OutputStream in;
    private final BufferedReader out;

    public PipeProcess() {
        try {
            process = new ProcessBuilder(SettlementProcess.command("pipe"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in = process.getOutputStream();
        out = process.inputReader(StandardCharsets.UTF_8);
        say(
                "{\"type\":\"createAsset\",\"asset\":\"MARK\",\"decimals\":0}\n{\"type\":\"createAccount\",\"account\":\"mark\"}");
    }

    /** Says one line and returns all lines that answer it. */
    public List<String> say(String line) {
        try {
            in.write((line + "\n" + MARK + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
            List<String> answers = new ArrayList<>();
            String answer = out.readLine();
            while (answer != null && !answer.contains(MARKED)) {
                answers.add(answer);
                answer = out.readLine();
            }
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
            assertTrue(process.waitFor(LIMIT_S, TimeUnit.SECONDS), "expected the process to end");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
