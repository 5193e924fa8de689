/**
 * The command line: {@link io.gavel.gateway.cli.Gavel} is the program, every command is one class beside it.
 *
 * <p>A command is a picocli {@code Callable<Integer>} that returns an {@link io.gavel.gateway.cli.ExitCode} and is
 * listed in {@code Gavel}. It prints results to standard output, progress and complaints to standard error, and
 * throws {@link io.gavel.gateway.cli.Failure} for what its user can mend. May import everything but perf.
 */
package io.gavel.gateway.cli;
