package io.gavel.gateway.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/** A bar on standard error for work that takes a while; silent where nobody watches. One thread. */
final class Progress implements AutoCloseable {
    private static final int WIDTH = 40;

    private final PrintStream err;
    private final String what;
    private final long total;
    private final boolean isWatched;
    private int shown = -1;

    private Progress(PrintStream err, String what, long total, boolean isWatched) {
        this.err = err;
        this.what = what;
        this.total = total;
        this.isWatched = isWatched;
    }

    /** A bar that is full at {@code total}; shown only if this program talks to a terminal. */
    static Progress of(String what, long total) {
        return new Progress(System.err, what, total, isTerminal());
    }

    /** The same, always shown, on another stream. */
    static Progress shownOn(PrintStream err, String what, long total) {
        return new Progress(err, what, total, true);
    }

    void at(long done) {
        int filled = total == 0 ? WIDTH : (int) (done * WIDTH / total);
        if (isWatched && filled != shown) {
            shown = filled;
            err.printf(
                    Locale.ROOT,
                    "\r%s [%s%s] %d/%d",
                    what,
                    "#".repeat(filled),
                    ".".repeat(WIDTH - filled),
                    done,
                    total);
            err.flush();
        }
    }

    /** Takes the bar off the line again. */
    @Override
    public void close() {
        if (isWatched && shown >= 0) {
            err.print("\r"
                    + " "
                            .repeat(what.length()
                                    + WIDTH
                                    + 2 * Long.toString(total).length()
                                    + 6) + "\r");
            err.flush();
        }
    }

    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there is a console without a terminal, and this method, which 17 does not have.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
