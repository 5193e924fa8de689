package io.gavel.journal;

/** Is told how far a verified scan has come. */
@FunctionalInterface
public interface ScanProgress {
    /** Nobody watches. */
    ScanProgress NONE = (doneBytes, totalBytes) -> {};

    /**
     * Called from the scanning thread, at least at the start and at the end, and about once each MiB.
     *
     * @param doneBytes of the generations' files
     * @param totalBytes their sizes together, prepared space included; what is written meanwhile is not
     */
    void onBytes(long doneBytes, long totalBytes);
}
