package io.gavel.journal.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.storage.SyncProof.Verdict;
import io.gavel.testing.ChildJvm;
import io.gavel.testing.Mount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel says of pages that it still has to write. Needs Linux; skipped, and said so, elsewhere. */
class SyncProofTest {
    private static final String SWALLOWING =
            "int fsync(int fd) { return 0; } int fdatasync(int fd) { return 0; } int msync(void* at, unsigned long n, int f)"
                    + " { return 0; }";

    @TempDir
    Path folder;

    @Test
    void aSyncThatDoesNothingIsSeen() throws IOException {
        SyncProof proof = visible(SyncProof.of(folder, channel -> {}));
        assertEquals(Verdict.SWALLOWED, proof.verdict());
        assertEquals(64 << 10, proof.dirtyBytes());
        assertNothingIsLeft();
    }

    @Test
    void aSyncThatReachesTheKernelIsSeen() throws IOException {
        String type = Files.getFileStore(folder).type();
        Assumptions.assumeTrue(
                type.equals("ext4") || type.equals("xfs"), "SKIPPED: needs a folder on ext4 or xfs, type=" + type);
        SyncProof proof = visible(Storage.MACHINE.proveSync(folder));
        assertEquals(Verdict.REACHED, proof.verdict());
        assertEquals(0, proof.dirtyBytes());
        assertTrue(proof.syncNs() > 0);
        assertNothingIsLeft();
    }

    @Test
    void aNameWithBlanksIsFoundAsWell() throws IOException {
        Path blank = Files.createDirectory(folder.resolve("a folder"));
        assertEquals(
                Verdict.SWALLOWED, visible(SyncProof.of(blank, channel -> {})).verdict());
    }

    @Test
    void aFileSystemInMemoryKeepsWhatItIsToldToSync() throws IOException {
        try (Mount memory = Mount.tmpfs(folder.resolve("memory"), 1 << 20)) {
            assertEquals(
                    Verdict.SWALLOWED,
                    visible(Storage.MACHINE.proveSync(memory.root())).verdict());
        }
    }

    @Test
    void aPreloadedLibraryThatSwallowsSyncsIsSeen() throws IOException, InterruptedException {
        Path library = compiled(SWALLOWING);
        ProcessBuilder builder = new ProcessBuilder(
                        ChildJvm.command(SyncProofTest.class, List.of("-Xmx64m"), folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        assertEquals("REACHED", said(builder), "without the library");
        builder.environment().put("LD_PRELOAD", library.toString());
        assertEquals("SWALLOWED", said(builder));
    }

    /** The child: says what it found. */
    public static void main(String[] args) throws IOException {
        System.out.print(Storage.MACHINE.proveSync(Path.of(args[0])).verdict());
    }

    private Path compiled(String source) throws IOException, InterruptedException {
        Path code = Files.writeString(folder.resolve("swallow.c"), source);
        Path library = folder.resolve("swallow.so");
        boolean isCompiled;
        try {
            Process compiler = new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), code.toString())
                    .inheritIO()
                    .start();
            isCompiled = compiler.waitFor(30, TimeUnit.SECONDS) && compiler.exitValue() == 0;
        } catch (IOException none) {
            isCompiled = false;
        }
        String type = Files.getFileStore(folder).type();
        Assumptions.assumeTrue(isCompiled && type.equals("ext4"), "SKIPPED: needs a C compiler and ext4, type=" + type);
        return library;
    }

    private static String said(ProcessBuilder builder) throws IOException, InterruptedException {
        Process child = builder.start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertTrue(child.waitFor(20, TimeUnit.SECONDS), "the child ends");
        return said;
    }

    private static SyncProof visible(SyncProof proof) {
        Assumptions.assumeTrue(
                proof.verdict() != Verdict.NOT_VISIBLE, "SKIPPED: this system does not say what it has to write");
        return proof;
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }
}
