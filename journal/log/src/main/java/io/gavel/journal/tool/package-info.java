/**
 * Looked into: what auditors, operators and replay programs ask of a journal. Filters, lines for people and programs,
 * counts, comparisons, tables.
 *
 * <p>Everything here reads only, streams, and works on a journal that is being written. May import {@code
 * io.gavel.journal}, {@code io.gavel.journal.replay}, {@code io.gavel.journal.snapshot} and what they may.
 */
package io.gavel.journal.tool;
