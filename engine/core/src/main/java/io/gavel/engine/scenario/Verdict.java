package io.gavel.engine.scenario;

import java.util.Arrays;

/**
 * How a scenario went, one way.
 *
 * @param failure null if all went as written; else where, what was expected and what came
 * @param transcript every transaction's bytes, in order
 * @param stateHash of the market at the end
 */
public record Verdict(Scenario scenario, Way way, String failure, byte[] transcript, long stateHash) {
    public boolean isRight() {
        return failure == null;
    }

    /** This verdict, or if it was right but something else came than the other way: a failure that says so. */
    Verdict comparedTo(Verdict other) {
        if (!isRight() || !other.isRight()) {
            return this;
        }
        int difference = Arrays.mismatch(transcript, other.transcript);
        if (difference >= 0) {
            return failed("expected the same bytes as " + other.way + ", first difference at byte=" + difference
                    + ", length=" + transcript.length + ", other=" + other.transcript.length);
        }
        if (stateHash != other.stateHash) {
            return failed("expected the same state hash as " + other.way + ", hash=" + stateHash + ", other="
                    + other.stateHash);
        }
        return this;
    }

    private Verdict failed(String what) {
        return new Verdict(scenario, way, scenario + ": " + what, transcript, stateHash);
    }
}
