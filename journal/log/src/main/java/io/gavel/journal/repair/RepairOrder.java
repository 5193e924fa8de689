package io.gavel.journal.repair;

import io.gavel.journal.RepairNote;
import java.nio.charset.StandardCharsets;

/**
 * Somebody's decision to give up what a journal lost. Who decided it and why stands in the journal, so both must be said.
 *
 * @param operator who, 1 to {@link RepairNote#MAX_TEXT_BYTES} bytes of UTF-8
 * @param note why, as long
 * @param acceptsOtherVersions whether records of a later format count as damage too; they are good for who knows it
 */
public record RepairOrder(String operator, String note, boolean acceptsOtherVersions) {
    public RepairOrder {
        checkText("operator", operator);
        checkText("reason", note);
    }

    private static void checkText(String name, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.isBlank() || bytes > RepairNote.MAX_TEXT_BYTES) {
            throw new IllegalArgumentException(
                    "expected 1 to " + RepairNote.MAX_TEXT_BYTES + " bytes of text, " + name + "=" + text);
        }
    }
}
