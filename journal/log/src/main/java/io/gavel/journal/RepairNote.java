package io.gavel.journal;

/**
 * What a repair writes into the journal about itself. Texts are cut at {@link #MAX_TEXT_BYTES} bytes of UTF-8.
 *
 * @param damage reason of the first damage, and what was found to be lost before all that stays
 * @param knownSeq the last sequence that anybody knew of
 * @param toldSeq the last of them that may have been told
 * @param operator who decided it
 * @param note why
 */
public record RepairNote(String damage, long knownSeq, long toldSeq, String operator, String note) {
    public static final int MAX_TEXT_BYTES = 254;
}
