package io.gavel.client;

/**
 * From now on the engine decides by other rules.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param ruleSet their number
 */
public record RuleSetChanged(long seq, long atUs, long ruleSet) implements Event {}
