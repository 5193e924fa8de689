package io.gavel.journal.repair;

/** A repair does not begin: says what is expected first. Nothing was changed. */
public final class RepairRefused extends RuntimeException {
    RepairRefused(String message) {
        super(message);
    }
}
