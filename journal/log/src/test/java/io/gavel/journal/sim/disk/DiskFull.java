package io.gavel.journal.sim.disk;

import java.io.IOException;

/** As the kernel says it of a write through a channel. */
final class DiskFull extends IOException {
    DiskFull() {
        super("No space left on device");
    }
}
