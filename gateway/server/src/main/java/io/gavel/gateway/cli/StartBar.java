package io.gavel.gateway.cli;

import io.gavel.gateway.StartProgress;
import io.gavel.journal.recovery.RecoveryListener.Step;
import java.util.Locale;

/** The bars of a server's start, one a step; on standard error, and only where somebody watches. */
final class StartBar implements StartProgress, AutoCloseable {
    private Step step;
    private ScanBar bar;

    @Override
    public void onProgress(Step now, long doneBytes, long totalBytes) {
        if (now != step) {
            close();
            step = now;
            bar = new ScanBar(now.name().toLowerCase(Locale.ROOT));
        }
        bar.onBytes(doneBytes, totalBytes);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
