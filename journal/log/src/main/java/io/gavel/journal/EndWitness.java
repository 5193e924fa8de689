package io.gavel.journal;

import java.nio.file.Path;
import java.util.UUID;

/**
 * Something that remembers how far a journal went. A journal that ends before that has lost what was told.
 *
 * @param name what it is, for the message: {@value #COUNTER}, {@code settlement}
 * @param file where it remembers
 * @param journalId of which journal; null where it does not say
 * @param seq a sequence that was durable
 */
public record EndWitness(String name, Path file, UUID journalId, long seq) {
    /** What the journal's own file {@code durable} is called. */
    public static final String COUNTER = "counter";
}
