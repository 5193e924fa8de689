package io.gavel.testing;

import java.nio.file.Path;

/**
 * A disk whose power can be cut while somebody writes to it.
 *
 * <p>The file system under test lies in an image file, which lies on a second file system, and that one can be frozen:
 * then no write reaches the image any more, and a copy of it is what the disk held at that one moment, in the middle of
 * a sync or not. What the page cache held and the disk did not is missing in it; a cache of the device's own is not
 * simulated. Needs root, mkfs.ext4, loop devices and fsfreeze.
 */
public final class PowerCutDisk implements AutoCloseable {
    /** No commit of the file system's own, and so no sync that was not asked for. */
    private static final String LAZY = "commit=300";

    private static final long OUTER_SPARE_BYTES = 64L << 20;

    private static final String FREEZE_AND_COPY =
            "fsfreeze -f \"$1\" || exit 1; cp --sparse=always \"$2\" \"$3\"; status=$?; fsfreeze -u \"$1\" && exit $status";

    private final Path folder;
    private final Mount outer;
    private final Path image;
    private final Mount inner;
    private Mount cut;

    private PowerCutDisk(Path folder, Mount outer, Path image, Mount inner) {
        this.folder = folder;
        this.outer = outer;
        this.image = image;
        this.inner = inner;
    }

    /** @param folder for the images and mount points */
    public static PowerCutDisk create(Path folder, long bytes) {
        Mount outer = Mount.ext4(folder.resolve("outer"), bytes + bytes / 8 + OUTER_SPARE_BYTES, "");
        try {
            Path image = outer.root().resolve("disk");
            Mount.makeExt4(image, bytes);
            // A frozen file system cannot be unfrozen by a test that was not allowed to freeze it.
            Mount.need(SystemCommand.succeeds("fsfreeze", "-f", outer.root().toString()), "fsfreeze");
            SystemCommand.must("fsfreeze", "-u", outer.root().toString());
            return new PowerCutDisk(folder, outer, image, Mount.image(image, folder.resolve("disk"), LAZY));
        } catch (RuntimeException | Error e) {
            outer.close();
            throw e;
        }
    }

    /** Where the disk that is in use is mounted. */
    public Path root() {
        return inner.root();
    }

    /** The disk as it is at this moment, mounted beside the one that is in use, until the next cut. */
    public Path cutPower() {
        if (cut != null) {
            cut.close();
        }
        Path copy = folder.resolve("cut.image");
        // One command: a thread of this JVM may stand in a page fault until the end of it, and hold up all others.
        SystemCommand.must(
                "sh", "-c", FREEZE_AND_COPY, "cut", outer.root().toString(), image.toString(), copy.toString());
        cut = Mount.image(copy, folder.resolve("cut"), "");
        return cut.root();
    }

    @Override
    public void close() {
        try {
            if (cut != null) {
                cut.close();
            }
        } finally {
            try {
                inner.close();
            } finally {
                outer.close();
            }
        }
    }
}
