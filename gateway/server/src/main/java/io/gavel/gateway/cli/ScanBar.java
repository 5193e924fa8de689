package io.gavel.gateway.cli;

import io.gavel.journal.ScanProgress;

/** The bar of a scan, in MiB; on standard error, and only where somebody watches. */
final class ScanBar implements ScanProgress, AutoCloseable {
    private static final int MIB_BITS = 20;

    private final String what;
    private Progress bar;

    ScanBar(String what) {
        this.what = what;
    }

    @Override
    public void onBytes(long doneBytes, long totalBytes) {
        if (bar == null) {
            bar = Progress.of(what + ", MiB", totalBytes >> MIB_BITS);
        }
        bar.at(doneBytes >> MIB_BITS);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
