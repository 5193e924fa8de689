package io.gavel.journal.snapshot;

import java.util.UUID;

/**
 * Of which journal a snapshot is, and of which point: an excerpt ends there and no command is half written.
 *
 * @param seq the last sequence that it holds
 * @param chain the journal's behind that excerpt
 * @param generation where that excerpt is
 * @param timeNs engine time
 * @param ruleSet which rules hold
 * @param engineVersion the release that wrote it
 */
public record SnapshotHeader(
        UUID journalId, long seq, long chain, long generation, long timeNs, int ruleSet, String engineVersion) {}
