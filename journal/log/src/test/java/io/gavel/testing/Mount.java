package io.gavel.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A file system of a test's own, until it is closed. Needs root, and loop devices for ext4: where they are missing the
 * test is skipped, and says so.
 */
public final class Mount implements AutoCloseable {
    private static final Path TABLE = Path.of("/proc/mounts");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path root;

    private Mount(Path root) {
        this.root = root;
    }

    /** A new ext4 file system in an image file beside the mount point. */
    public static Mount ext4(Path root, long bytes, String options) {
        Path image = root.resolveSibling(root.getFileName() + ".image");
        makeExt4(image, bytes);
        return image(image, root, options);
    }

    /** Makes an image file that holds an empty ext4 file system. */
    static void makeExt4(Path image, long bytes) {
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        need(SystemCommand.succeeds("mkfs.ext4", "-q", "-F", image.toString()), "mkfs.ext4");
    }

    /** The file system that an image file holds. */
    static Mount image(Path image, Path root, String options) {
        makeFolder(root);
        String all = options.isEmpty() ? "loop" : "loop," + options;
        need(SystemCommand.succeeds("mount", "-o", all, image.toString(), root.toString()), "root and loop devices");
        return new Mount(root);
    }

    /** A file system in memory, that small. */
    public static Mount tmpfs(Path root, long bytes) {
        makeFolder(root);
        need(
                SystemCommand.succeeds("mount", "-t", "tmpfs", "-o", "size=" + bytes, "gavel-test", root.toString()),
                "root and tmpfs");
        return new Mount(root);
    }

    /** Another name for a folder. */
    public static Mount bind(Path folder, Path root) {
        makeFolder(root);
        need(SystemCommand.succeeds("mount", "--bind", folder.toString(), root.toString()), "root and bind mounts");
        return new Mount(root);
    }

    public Path root() {
        return root;
    }

    /** From now on nothing can be written; refused by the kernel while somebody has a file open to write. */
    public void makeReadOnly() {
        SystemCommand.must("mount", "-o", "remount,ro", root.toString());
    }

    public void makeWritable() {
        SystemCommand.must("mount", "-o", "remount,rw", root.toString());
    }

    /** Tries for a while: mapped files are let go of some time after they are closed. */
    @Override
    public void close() {
        Waiting.until(
                LIMIT,
                () -> "to unmount " + root,
                () -> !isMounted() || SystemCommand.succeeds("umount", root.toString()));
    }

    static void need(boolean isThere, String what) {
        Assumptions.assumeTrue(isThere, "SKIPPED: needs " + what);
    }

    static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isMounted() {
        try (Stream<String> mounts = Files.lines(TABLE)) {
            return mounts.anyMatch(line -> line.contains(" " + root + " "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
