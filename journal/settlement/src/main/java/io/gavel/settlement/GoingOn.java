package io.gavel.settlement;

import io.gavel.journal.JournalNotKept;
import io.gavel.journal.JournalPosition;
import io.gavel.journal.SkippedCommand;
import io.gavel.settlement.sink.Anchor;
import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.SettledOffset;
import io.gavel.settlement.sink.SettlementSink;
import io.gavel.settlement.sink.SinkException;
import io.gavel.settlement.sink.SinkRefusedException;
import io.gavel.wire.Transaction;

/**
 * Goes on where a database is, without the journal before that: believes nothing that is not proven. The rows must have
 * the sum that was settled with them; the journal must have its chain at the anchor, and from there to where the database
 * is the transactions that were settled; and no command may have been given up since.
 *
 * <p>Cost: the rows that are open or have a name, and the journal's generation that the anchor is in.
 */
final class GoingOn {
    private static final String REBUILD = "; rebuild the database";

    private final SettledOffset offset;
    private final Anchor anchor;
    private final TransactionSource source;
    private final Transaction transaction = new Transaction();

    private GoingOn(SettledOffset offset, TransactionSource source) {
        this.offset = offset;
        this.source = source;
        // A new database of an earlier release has nothing to prove either.
        anchor = offset.nextSeq() == 1 ? Anchor.START : offset.anchor();
    }

    /**
     * Leaves the source before the first transaction that is not settled.
     *
     * @param batch empty; has the anchor from now on
     * @throws SinkRefusedException if database and journal do not fit
     */
    static Projection from(SettledOffset offset, TransactionSource source, SettlementSink sink, RowBatch batch) {
        GoingOn goingOn = new GoingOn(offset, source);
        goingOn.checkReaches();
        Projection projection = new Projection(batch);
        goingOn.restore(projection, sink);
        goingOn.seekAnchor();
        goingOn.checkGivenUp(projection);
        goingOn.readOn();
        batch.anchor(goingOn.anchor);
        return projection;
    }

    private void checkReaches() {
        if (anchor == null) {
            throw new SinkRefusedException(
                    "expected a database that this release has settled, settled=" + settledSeq() + REBUILD);
        }
        if (settledSeq() > source.durableSeq()) {
            throw new SinkRefusedException(
                    "expected a journal that reaches at least as far as the database, journal's last="
                            + source.durableSeq() + ", settled=" + settledSeq()
                            + "; restore the journal or rebuild the database");
        }
    }

    private void restore(Projection projection, SettlementSink sink) {
        long found;
        try {
            found = projection.restore(sink, offset.digest());
        } catch (SinkException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new SinkRefusedException(
                    "expected the rows that were settled, settled=" + settledSeq() + ": " + e.getMessage() + REBUILD,
                    e);
        }
        if (found != offset.rowSum()) {
            throw new SinkRefusedException("expected the rows that were settled, settled=" + settledSeq()
                    + ", sum of the rows=" + found + ", sum settled=" + offset.rowSum() + REBUILD);
        }
    }

    private void seekAnchor() {
        try {
            source.seek(Math.max(1, anchor.seq()));
        } catch (JournalNotKept dropped) {
            throw new SinkRefusedException(
                    "expected a journal that still holds what the database needs next, settled=" + settledSeq() + ": "
                            + dropped.getMessage() + "; restore a newer copy of the database",
                    dropped);
        }
        if (anchor.seq() == 0) {
            return;
        }
        JournalPosition at = source.poll(transaction) ? source.position() : null;
        if (at == null || at.seq() != anchor.seq() || at.chain() != anchor.chain()) {
            throw new SinkRefusedException("expected the journal that was settled, settled=" + settledSeq()
                    + ", anchor=" + anchor + ", journal's=" + at + REBUILD);
        }
    }

    private void checkGivenUp(Projection projection) {
        for (SkippedCommand command : source.skipped()) {
            if (command.fromSeq() < offset.nextSeq() && !projection.isGivenUp(command.fromSeq())) {
                throw new SinkRefusedException("expected no rows of a command that was given up, fromSeq="
                        + command.fromSeq() + ", toSeq=" + command.toSeq() + ", decidedBy=" + command.decidedBy()
                        + REBUILD);
            }
        }
    }

    /** Part of an excerpt at most, or a command that spans several. */
    private void readOn() {
        long digest = anchor.digest();
        for (long seq = anchor.seq() + 1; seq < offset.nextSeq(); seq++) {
            if (!source.poll(transaction)) {
                throw new SinkRefusedException("expected what was durable, seq=" + seq);
            }
            digest = Projection.digest(digest, transaction);
        }
        if (digest != offset.digest()) {
            throw new SinkRefusedException("expected the journal that was settled, settled=" + settledSeq()
                    + ", digest of the journal=" + digest + ", digest settled=" + offset.digest() + REBUILD);
        }
    }

    private long settledSeq() {
        return offset.nextSeq() - 1;
    }
}
