package io.gavel.engine.auction;

/**
 * What an outage does to what came due while the engine was away (SC-9).
 *
 * @param graceNs from the recovery to the new end
 * @param windowNs an end counts as missed when nothing was decided from this long before it
 */
public record OutagePolicy(long graceNs, long windowNs) {}
