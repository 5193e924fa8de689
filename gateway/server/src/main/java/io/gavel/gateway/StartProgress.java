package io.gavel.gateway;

import io.gavel.journal.recovery.RecoveryListener;

/** Is told how far a server's start has come; on the thread that starts it. */
@FunctionalInterface
public interface StartProgress {
    /** Nobody watches. */
    StartProgress NONE = (step, doneBytes, totalBytes) -> {};

    /** About once each MiB of files. */
    void onProgress(RecoveryListener.Step step, long doneBytes, long totalBytes);
}
