package io.gavel.engine.auction;

/**
 * Whether the lot may be offered to those who lost (SEC-1).
 *
 * @param windowNs how long after the close
 * @param items identical items there are in all: never more are sold or on offer
 */
public record SecondChancePolicy(long windowNs, int items) {}
