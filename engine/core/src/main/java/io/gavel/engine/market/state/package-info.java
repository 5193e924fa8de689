/**
 * What the desks share: who and what is listed, the phase and prices of instruments, what accounts may and have open, and
 * when something happens by itself.
 *
 * <p>{@link io.gavel.engine.market.state.Listings} finds everything by id. Nothing here decides or writes. Imports
 * {@code book}, {@code auction}, {@code account}. Thread: the market's.
 */
package io.gavel.engine.market.state;
