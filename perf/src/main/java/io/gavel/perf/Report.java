package io.gavel.perf;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What a command found: lines on a stream and, with a folder, the same lines and charts in it. */
public final class Report implements AutoCloseable {
    private final PrintStream out;
    private final String name;
    private final Path folder;
    private final StringBuilder lines = new StringBuilder();

    /** @param folder made if it does not exist; empty: no files */
    public Report(PrintStream out, String name, String folder) throws IOException {
        this.out = out;
        this.name = name;
        this.folder = folder.isEmpty() ? null : Files.createDirectories(Path.of(folder));
    }

    public void line(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        out.println(line);
        lines.append(line).append('\n');
    }

    /** Keeps a chart as {@code NAME-chart.svg}. */
    public void chart(String chart, String svg) throws IOException {
        if (folder != null) {
            Files.writeString(folder.resolve(name + "-" + chart + ".svg"), svg, StandardCharsets.UTF_8);
        }
    }

    /** Writes {@code NAME.txt}. */
    @Override
    public void close() throws IOException {
        if (folder != null) {
            Files.writeString(folder.resolve(name + ".txt"), lines, StandardCharsets.UTF_8);
        }
    }
}
