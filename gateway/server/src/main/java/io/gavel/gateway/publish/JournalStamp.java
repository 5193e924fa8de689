package io.gavel.gateway.publish;

import io.gavel.wire.Durability;

/**
 * What a session is told about the journal behind its answers.
 *
 * @param epoch names the journal: sequences of another epoch mean something else
 * @param level what durable means
 * @param lastSeq the last sequence before the server began to serve
 * @param lastTimeNs its time
 */
public record JournalStamp(String epoch, Durability level, long lastSeq, long lastTimeNs) {}
