/**
 * Decided again: a market is led through a journal and every transaction compared with the recorded one.
 *
 * <p>The proof that the engine is a function of its commands. May import {@code io.gavel.journal} and what that may.
 */
package io.gavel.journal.replay;
