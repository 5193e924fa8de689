package io.gavel.engine.market;

/**
 * Which rules hold is engine state, changed only by a journaled {@code Upgrade}: an old journal replays under its own.
 *
 * <p>1: the rules of docs/RULES.md.
 */
final class RuleSets {
    /** What a new engine starts with. */
    static final int FIRST = 1;

    /** The newest that this release knows. */
    static final int NEWEST = 1;

    private RuleSets() {}

    static boolean isKnown(int ruleSet) {
        return ruleSet >= FIRST && ruleSet <= NEWEST;
    }
}
