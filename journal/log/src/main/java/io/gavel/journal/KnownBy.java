package io.gavel.journal;

import java.util.List;

/**
 * Who remembers how far a journal went, beside its records, and which of the files that always should is not there.
 *
 * @param witnesses of this journal, as far as they can be read, who knows most first
 * @param hasCounter whether {@code durable} is there
 * @param hasWatermark whether {@code watermark} is there
 */
public record KnownBy(List<EndWitness> witnesses, boolean hasCounter, boolean hasWatermark) {
    /** Where nobody was asked. */
    static final KnownBy NOBODY = new KnownBy(List.of(), true, true);
}
