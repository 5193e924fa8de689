package io.gavel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process asked the kernel for, as {@code strace} saw it. Needs strace and the right to trace. */
public final class SystemCalls {
    private static final String UNFINISHED = " <unfinished ...>";
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
    private static final Pattern LINE = Pattern.compile("(\\d+) +(.*)");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\) += (.*)");

    private SystemCalls() {}

    /**
     * One call that came to its end.
     *
     * @param thread that made it
     * @param arguments with the path or the kind behind each descriptor
     * @param result what the kernel returned, and the name of the error
     */
    public record Call(long thread, String name, String arguments, String result) {}

    /** Skips the test where nothing can be traced, and says so. */
    public static void assumeTraceable() {
        Mount.need(SystemCommand.succeeds("strace", "-f", "-qq", "-o", "/dev/null", "true"), "strace, and may trace");
    }

    /** The command that runs another one and writes its calls to a file. */
    public static List<String> tracing(Path file, List<String> names, List<String> options, List<String> command) {
        List<String> all = new ArrayList<>(List.of("strace", "-f", "-qq", "-y", "-e", "signal=none"));
        all.addAll(List.of("-e", "trace=" + String.join(",", names)));
        all.addAll(options);
        all.addAll(List.of("-o", file.toString()));
        all.addAll(command);
        return all;
    }

    /** The calls in the order in which they ended; those of one thread are in the order in which it made them. */
    public static List<Call> read(Path file) {
        List<Call> calls = new ArrayList<>();
        Map<Long, String> begun = new HashMap<>();
        for (String line : lines(file)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                long thread = Long.parseLong(matcher.group(1));
                String text = matcher.group(2);
                Matcher resumed = RESUMED.matcher(text);
                if (resumed.matches()) {
                    text = begun.remove(thread) + resumed.group(1);
                }
                if (text.endsWith(UNFINISHED)) {
                    begun.put(thread, text.substring(0, text.length() - UNFINISHED.length()));
                } else {
                    add(calls, thread, text);
                }
            }
        }
        return calls;
    }

    private static void add(List<Call> calls, long thread, String text) {
        Matcher call = CALL.matcher(text);
        if (call.matches()) {
            calls.add(new Call(thread, call.group(1), call.group(2), call.group(3)));
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
