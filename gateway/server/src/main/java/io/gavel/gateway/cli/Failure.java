package io.gavel.gateway.cli;

/**
 * A command cannot go on, for a reason that its user can mend. The program prints the message, without a stack trace,
 * and exits with the code.
 */
public final class Failure extends RuntimeException {
    private final int exitCode;

    private Failure(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** A wrong option or bad input: {@link ExitCode#USAGE}. */
    public static Failure usage(String message) {
        return new Failure(ExitCode.USAGE, message, null);
    }

    /** A port, file, disk or database that does not do what is needed: {@link ExitCode#ENVIRONMENT}. */
    public static Failure environment(String message, Throwable cause) {
        return new Failure(ExitCode.ENVIRONMENT, message, cause);
    }

    public int exitCode() {
        return exitCode;
    }
}
