package io.gavel.journal.sim;

/** A law was broken. */
final class SimulationFailed extends AssertionError {
    SimulationFailed(String law, String found) {
        this(law, found, null);
    }

    SimulationFailed(String law, String found, Throwable cause) {
        super("expected: " + law + "; " + found, cause);
    }
}
