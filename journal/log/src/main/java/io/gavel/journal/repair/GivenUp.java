package io.gavel.journal.repair;

import io.gavel.journal.DamagedJournal;
import io.gavel.journal.RawRecords;
import io.gavel.journal.RawRecords.Found;
import io.gavel.journal.RawRecords.Kind;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.GenerationOpenedDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Counts what lies in files that a repair gives up, as far as it can be read. */
final class GivenUp {
    private static final int OPENED_LENGTH = Transaction.SBE_HEADER_LENGTH + GenerationOpenedDecoder.BLOCK_LENGTH;

    private final long lastGoodSeq;
    private final List<Path> files = new ArrayList<>();

    private UUID journalId;
    private boolean isForeign;
    private long bytes;
    private long lastSeq;
    private long readable;

    /** @param journalId only records of this one count; null: of the first that is found */
    GivenUp(UUID journalId, long lastGoodSeq) {
        this.journalId = journalId;
        this.lastGoodSeq = lastGoodSeq;
        this.lastSeq = lastGoodSeq;
    }

    /** Counts a file, or every file in a folder. */
    void add(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            for (Path entry : DamagedJournal.list(path)) {
                add(entry);
            }
        } else if (Files.isRegularFile(path)) {
            files.add(path);
            bytes += Files.size(path);
            isForeign = false;
            RawRecords.scan(path, this::onRecord);
        }
    }

    List<Path> files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    /** The last sequence found; {@code lastGoodSeq} where there is none behind that. */
    long lastSeq() {
        return lastSeq;
    }

    long readable() {
        return readable;
    }

    /** Of which journal; null where no file says. */
    UUID journalId() {
        return journalId;
    }

    /** Of which journal a generation's first record says that it is; null where it does not. */
    static UUID journalId(Found record) {
        if (record.kind() != Kind.GENERATION_OPENED || record.bodyLength() < OPENED_LENGTH) {
            return null;
        }
        GenerationOpenedDecoder opened = new GenerationOpenedDecoder()
                .wrap(
                        record.body(),
                        record.bodyOffset() + Transaction.SBE_HEADER_LENGTH,
                        GenerationOpenedDecoder.BLOCK_LENGTH,
                        GenerationOpenedDecoder.SCHEMA_VERSION);
        return new UUID(opened.journalIdHigh(), opened.journalIdLow());
    }

    private void onRecord(Found record) {
        UUID id = journalId(record);
        if (id != null) {
            journalId = journalId == null ? id : journalId;
            isForeign = !id.equals(journalId);
        }
        long last = record.firstSeq() + record.count() - 1;
        if (isForeign || last <= lastGoodSeq) {
            return;
        }
        // One that opens or closes a generation names the last sequence before it.
        lastSeq = Math.max(lastSeq, last);
        if (record.kind() == Kind.BATCH) {
            readable += Math.min(record.count(), last - lastGoodSeq);
        }
    }
}
