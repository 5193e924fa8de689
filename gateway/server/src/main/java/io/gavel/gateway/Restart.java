package io.gavel.gateway;

import io.gavel.engine.view.ViewState;
import io.gavel.gateway.ops.Health;
import io.gavel.journal.recovery.RecoveryListener;
import io.gavel.wire.Transaction;
import java.util.Locale;
import org.agrona.DirectBuffer;

/** Brings back what the gateway keeps besides the market, and says how far it has come. */
final class Restart implements RecoveryListener {
    private final ViewState state;
    private final Health health;
    private final StartProgress progress;

    Restart(ViewState state, Health health, StartProgress progress) {
        this.state = state;
        this.health = health;
        this.progress = progress;
    }

    @Override
    public void onSnapshotRecord(DirectBuffer buffer, int offset, int length) {
        state.onSnapshotRecord(buffer, offset);
    }

    @Override
    public void onTransaction(Transaction transaction) {
        state.onTransaction(transaction);
    }

    @Override
    public void onProgress(Step step, long doneBytes, long totalBytes) {
        health.recovering(step.name().toLowerCase(Locale.ROOT), doneBytes, totalBytes);
        progress.onProgress(step, doneBytes, totalBytes);
    }
}
