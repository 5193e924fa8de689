package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.journal.storage.SyncProof;
import io.gavel.testing.Mount;
import io.gavel.wire.Durability;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** File systems that cannot keep what a level promises are refused, by name, before anything is written. */
class FileSystemRuleTest {
    private static final JournalConfig STRICT = JournalConfig.small().withAnyFileSystem(false);
    private static final JournalConfig STRICT_DISK = STRICT.withLevel(Durability.DISK);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "9p", "NFS", "fuse.sshfs", "fuse.glusterfs", "ceph"})
    void aNetworkIsRefusedAtEveryLevel(String type) {
        assertRefused("type=" + type.toLowerCase(java.util.Locale.ROOT), type, "rw", STRICT);
        assertRefused("type=" + type.toLowerCase(java.util.Locale.ROOT), type, "rw", STRICT_DISK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tmpfs", "ramfs", "overlay", "fuse", "fuseblk", "fuse.portal", "virtiofs", "vboxsf"})
    void whatMayForgetIsRefusedAtLevelDiskOnly(String type) {
        assertRefused("type=" + type, type, "rw", STRICT_DISK);
        assertTaken(type, "rw", STRICT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "ext3", "xfs", "btrfs", "zfs", "f2fs", "apfs", "NTFS"})
    void aLocalDiskIsTaken(String type) {
        assertTaken(type, "rw,relatime", STRICT_DISK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw,nobarrier", "rw,relatime,barrier=0", "rw,volatile"})
    void aMountThatKeepsSyncsToItselfIsRefusedAtLevelDisk(String options) {
        assertRefused(options.substring(options.lastIndexOf(',') + 1), "ext4", options, STRICT_DISK);
        assertTaken("ext4", options, STRICT);
    }

    @Test
    void whoExperimentsMayAllowAnything() {
        JournalDirectory nfs = directory("nfs", "rw", SyncProof.Verdict.SWALLOWED);
        ChronicleJournal.open(nfs, STRICT_DISK.withAnyFileSystem(true)).close();
    }

    @Test
    void aSwallowedSyncIsRefusedAtLevelDisk() {
        UnfitFileSystem refused = assertThrows(
                UnfitFileSystem.class,
                () -> ChronicleJournal.open(directory("ext4", "rw", SyncProof.Verdict.SWALLOWED), STRICT_DISK));
        assertTrue(refused.getMessage().contains("dirtyBytes=4096"), refused.getMessage());
        assertFalse(Files.exists(directory.resolve("generations")), "nothing was begun");
        ChronicleJournal.open(directory("ext4", "rw", SyncProof.Verdict.SWALLOWED), STRICT)
                .close();
    }

    @Test
    void whereNobodyCanSeeTheSyncItIsTrusted() {
        ChronicleJournal.open(directory("ext4", "rw", SyncProof.Verdict.NOT_VISIBLE), STRICT_DISK)
                .close();
    }

    @Test
    void aFolderThatIsNotThereYetIsJudgedByWhereItWillBe() {
        JournalDirectory deep = new JournalDirectory(
                directory.resolve("not").resolve("there"), storage("tmpfs", "rw", SyncProof.Verdict.REACHED));
        assertThrows(UnfitFileSystem.class, () -> ChronicleJournal.open(deep, STRICT_DISK));
        assertFalse(Files.exists(directory.resolve("not")), "nothing was made");
    }

    @Test
    void theRealMemoryFileSystemIsRefused() {
        try (Mount memory = Mount.tmpfs(directory.resolve("memory"), 16 << 20)) {
            Path journal = memory.root().resolve("journal");
            assertThrows(UnfitFileSystem.class, () -> ChronicleJournal.open(journal, STRICT_DISK));
            assertThrows(UnfitFileSystem.class, () -> ChronicleJournal.checkFolder(journal, STRICT_DISK));
            ChronicleJournal.open(journal, STRICT).close();
        }
    }

    private void assertRefused(String named, String type, String options, JournalConfig config) {
        UnfitFileSystem refused = assertThrows(
                UnfitFileSystem.class,
                () -> ChronicleJournal.open(directory(type, options, SyncProof.Verdict.REACHED), config));
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
        assertTrue(refused.getMessage().contains("directory=" + directory), refused.getMessage());
        assertTrue(refused.getMessage().contains("--allow-file-system"), refused.getMessage());
        assertFalse(Files.exists(directory.resolve("lock")), "nothing was made");
    }

    private void assertTaken(String type, String options, JournalConfig config) {
        assertDoesNotThrow(
                () -> FileSystemRule.check(directory(type, options, SyncProof.Verdict.REACHED), config), type);
    }

    private JournalDirectory directory(String type, String options, SyncProof.Verdict verdict) {
        return new JournalDirectory(directory, storage(type, options, verdict));
    }

    private static OtherStorage storage(String type, String options, SyncProof.Verdict verdict) {
        return new OtherStorage() {
            @Override
            public String fileSystemType(Path path) {
                return type;
            }

            @Override
            public String mountOptions(Path path) {
                return options;
            }

            @Override
            public SyncProof proveSync(Path folder) {
                return new SyncProof(verdict, 4_096, 1);
            }

            @Override
            public void sync(FileChannel channel) {
                // The device is not what is looked at here.
            }
        };
    }
}
