package io.gavel.engine.obvious;

/** A bid that was accepted; {@code amount} is the bidder's maximum where the engine bids for him, and the price a unit where there are units. */
record LotBid(int account, int id, long qty, long amount, long atNs) {}
