package io.gavel.gateway.cli;

/** What the program's exit status says; the same for every command (docs/OPERATING.md). */
public final class ExitCode {
    /** It was done. */
    public static final int OK = 0;
    /** It was done, and what it looked for is not as it should be: a wrong winner, a damaged journal, a failed check. */
    public static final int FINDING = 1;
    /** A wrong option or bad input: mend the call. */
    public static final int USAGE = 2;
    /** A port, file, disk or database does not do what is needed: mend the surroundings. */
    public static final int ENVIRONMENT = 3;
    /** A bug: the stack trace is on standard error. */
    public static final int INTERNAL = 70;

    private ExitCode() {}
}
