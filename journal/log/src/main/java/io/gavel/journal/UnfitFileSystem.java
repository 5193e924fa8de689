package io.gavel.journal;

import java.nio.file.Path;

/** A journal's folder lies where what its level promises can't be kept. Nothing was written but a lock. */
public final class UnfitFileSystem extends RuntimeException {
    UnfitFileSystem(String found, Path directory) {
        super(found + ", directory=" + directory);
    }
}
