/**
 * Back again: a journal is opened, a market brought to its end, and the next generation begun.
 *
 * <p>The top of this module; servers and embedders start here, with {@link io.gavel.journal.recovery.JournaledMarket}. May
 * import every other package of {@code io.gavel.journal}.
 */
package io.gavel.journal.recovery;
