package io.gavel.journal;

import java.util.UUID;

/** What was once known to be in a journal: every record up to an excerpt, and the chain behind that. */
public record Watermark(JournalPosition position, UUID journalId) {}
