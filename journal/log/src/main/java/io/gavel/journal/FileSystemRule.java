package io.gavel.journal;

import io.gavel.journal.storage.Storage;
import io.gavel.journal.storage.SyncProof;
import io.gavel.wire.Durability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Which file systems can keep what a level promises; asked before anything is written. */
final class FileSystemRule {
    /** Not even memory is shared as Chronicle needs it, so they are refused at every level. */
    private static final Set<String> NETWORK = Set.of(
            "9p",
            "afs",
            "beegfs",
            "ceph",
            "cifs",
            "davfs",
            "glusterfs",
            "gpfs",
            "lustre",
            "ncpfs",
            "nfs",
            "nfs4",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "webdav");
    /** Gone with the machine, or with a container, or at the mercy of a program in between. */
    private static final Set<String> FORGETFUL = Set.of(
            "aufs", "devtmpfs", "hgfs", "overlay", "overlayfs", "prl_fs", "ramfs", "tmpfs", "vboxsf", "virtiofs");

    private static final Set<String> NETWORK_IN_USER_SPACE =
            Set.of("ceph", "davfs", "davfs2", "gcsfuse", "glusterfs", "rclone", "s3fs", "sshfs");
    private static final String USER_SPACE = "fuse";
    private static final String OVERRIDE = "allow it for experiments with --allow-file-system or withAnyFileSystem";

    private FileSystemRule() {}

    /**
     * Checks by kind and by how it is mounted.
     *
     * @throws UnfitFileSystem that names the kind, the folder and what to do
     */
    static void check(JournalDirectory directory, JournalConfig config) {
        if (config.isAnyFileSystem()) {
            return;
        }
        Path folder = existing(directory.root());
        try {
            Storage storage = directory.storage();
            String type = storage.fileSystemType(folder).toLowerCase(Locale.ROOT);
            if (isOverNetwork(type)) {
                throw new UnfitFileSystem(
                        "expected a local file system, as memory can't be shared through this one, type=" + type
                                + "; use a local disk, or " + OVERRIDE,
                        folder);
            }
            if (config.level() == Durability.DISK) {
                checkLasts(type, storage.mountOptions(folder), folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Checks that a sync in the journal's folder reaches the kernel; level {@code disk} only.
     *
     * @throws UnfitFileSystem where it does not
     */
    static void checkSync(JournalDirectory directory, JournalConfig config) throws IOException {
        if (config.isAnyFileSystem() || config.level() != Durability.DISK) {
            return;
        }
        SyncProof proof = directory.storage().proveSync(directory.root());
        if (proof.verdict() == SyncProof.Verdict.SWALLOWED) {
            throw new UnfitFileSystem(
                    "expected a sync that reaches the kernel, which still has to write dirtyBytes=" + proof.dirtyBytes()
                            + "; look for a preloaded library that swallows syncs, use level process, or " + OVERRIDE,
                    directory.root());
        }
    }

    private static void checkLasts(String type, String options, Path folder) {
        if (FORGETFUL.contains(type) || isInUserSpace(type)) {
            throw new UnfitFileSystem(
                    "expected a file system that keeps what level disk promises, type=" + type
                            + "; use a local disk (in a container: a volume), level process, or " + OVERRIDE,
                    folder);
        }
        for (String option : options.split(",")) {
            if (option.equals("nobarrier") || option.equals("barrier=0") || option.equals("volatile")) {
                throw new UnfitFileSystem(
                        "expected a file system that passes syncs on to the device, type=" + type + ", mounted with="
                                + option + "; mount it without, use level process, or " + OVERRIDE,
                        folder);
            }
        }
    }

    private static boolean isOverNetwork(String type) {
        return NETWORK.contains(type)
                || type.startsWith(USER_SPACE + ".")
                        && NETWORK_IN_USER_SPACE.contains(type.substring(USER_SPACE.length() + 1));
    }

    private static boolean isInUserSpace(String type) {
        return type.equals(USER_SPACE) || type.equals("fuseblk") || type.startsWith(USER_SPACE + ".");
    }

    /** The folder itself may not be there yet. */
    private static Path existing(Path folder) {
        Path at = folder.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
