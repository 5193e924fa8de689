package io.gavel.journal.sim;

import io.gavel.journal.JournalRetention;
import io.gavel.journal.NamedReader;
import io.gavel.journal.OtherStorage;
import io.gavel.journal.sim.disk.SimMachine;
import io.gavel.journal.snapshot.SnapshotStore;
import io.gavel.journal.storage.Background;
import io.gavel.journal.storage.ExcerptFile;
import io.gavel.journal.storage.SharedWords;
import io.gavel.journal.storage.Storage;
import io.gavel.wire.log.EnvelopeDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Storage that does not quite do what it is asked to. */
abstract class PlantedStorage extends OtherStorage {
    private static final short BATCH = 1;
    private static final short GENERATION_CLOSED = 3;

    PlantedStorage(Storage real) {
        super(real);
    }

    private static boolean isSnapshotAside(FileChannel channel) {
        return SimMachine.name(channel).endsWith(".snapshot.replica.new");
    }

    private static boolean isSnapshots(Path directory) {
        return directory.getFileName() != null
                && directory.getFileName().toString().equals("snapshots");
    }

    /** The file of a generation, but for what a plant overrides. */
    private static class PlantedFile implements ExcerptFile {
        private final ExcerptFile real;

        PlantedFile(ExcerptFile real) {
            this.real = real;
        }

        @Override
        public void append(byte[] head, DirectBuffer body, int offset, int length) {
            real.append(head, body, offset, length);
        }

        @Override
        public long position() {
            return real.position();
        }

        @Override
        public void close() {
            real.close();
        }

        static EnvelopeDecoder envelope(byte[] head) {
            return new EnvelopeDecoder().wrap(new UnsafeBuffer(head), 0);
        }
    }

    static final class SyncSkipped extends PlantedStorage {
        SyncSkipped(Storage real) {
            super(real);
        }

        @Override
        public void sync(FileChannel channel) {
            // says that it did
        }
    }

    static final class SyncBeforeWrite extends PlantedStorage {
        SyncBeforeWrite(Storage real) {
            super(real);
        }

        @Override
        public ExcerptFile createExcerpts(Path directory, int blockBytes) throws IOException {
            ExcerptFile real = super.createExcerpts(directory, blockBytes);
            Path file = directory.resolve("19700101-00LX.cq4");
            return new PlantedFile(real) {
                @Override
                public void append(byte[] head, DirectBuffer body, int offset, int length) {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.force(false);
                    } catch (IOException e) {
                        throw new InternalError(e);
                    }
                    super.append(head, body, offset, length);
                }
            };
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            if (!SimMachine.name(channel).endsWith(".cq4")) {
                super.sync(channel);
            }
        }
    }

    static final class SyncTriedAgain extends PlantedStorage {
        SyncTriedAgain(Storage real) {
            super(real);
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            try {
                super.sync(channel);
            } catch (IOException failed) {
                super.sync(channel);
            }
        }
    }

    static final class ToldBeforeSync extends PlantedStorage {
        private static final int SEQ_OFFSET = 8;

        private SharedWords counter;

        ToldBeforeSync(Storage real) {
            super(real);
        }

        @Override
        public SharedWords share(Path file, int lengthBytes, boolean isWritable) throws IOException {
            SharedWords words = super.share(file, lengthBytes, isWritable);
            counter = isWritable ? words : counter;
            return words;
        }

        @Override
        public ExcerptFile createExcerpts(Path directory, int blockBytes) throws IOException {
            return new PlantedFile(super.createExcerpts(directory, blockBytes)) {
                @Override
                public void append(byte[] head, DirectBuffer body, int offset, int length) {
                    EnvelopeDecoder envelope = envelope(head);
                    if (envelope.kind() == BATCH && counter != null) {
                        counter.store(SEQ_OFFSET, envelope.firstSeq() + envelope.count() - 1);
                    }
                    super.append(head, body, offset, length);
                }
            };
        }
    }

    static final class RenamedUnsynced extends PlantedStorage {
        RenamedUnsynced(Storage real) {
            super(real);
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            if (!SimMachine.name(channel).endsWith(".new")) {
                super.sync(channel);
            }
        }
    }

    static final class SnapshotRenamedUnsynced extends PlantedStorage {
        SnapshotRenamedUnsynced(Storage real) {
            super(real);
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            if (!isSnapshotAside(channel)) {
                super.sync(channel);
            }
        }
    }

    static final class SnapshotNameNotSynced extends PlantedStorage {
        SnapshotNameNotSynced(Storage real) {
            super(real);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            if (!isSnapshots(directory)) {
                super.syncDirectory(directory);
            }
        }
    }

    /** The journal's files are synced between the snapshot and its name. */
    static final class SnapshotAheadOfJournal extends PlantedStorage {
        private boolean isWritten;

        SnapshotAheadOfJournal(Storage real) {
            super(real);
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            if (!isWritten || !SimMachine.name(channel).endsWith(".cq4")) {
                super.sync(channel);
            }
            isWritten = isSnapshotAside(channel);
        }
    }

    static final class DroppedBeforeSnapshot extends PlantedStorage {
        DroppedBeforeSnapshot(Storage real) {
            super(real);
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            super.sync(channel);
            if (isSnapshotAside(channel)) {
                Path aside = SimMachine.path(channel);
                drop(aside.getParent().getParent(), SnapshotStore.seq(aside));
            }
        }

        /** As if the newest one were there already: the least that may be kept are two. */
        private static void drop(Path journal, long newestSeq) {
            List<Path> named = SnapshotStore.of(journal).list();
            List<NamedReader> readers = NamedReader.list(journal);
            if (named.isEmpty() || readers.isEmpty()) {
                return;
            }
            long neededSeq = Math.min(newestSeq, SnapshotStore.seq(named.get(0)));
            for (NamedReader reader : readers) {
                neededSeq = Math.min(neededSeq, reader.position().seq() + 1);
            }
            JournalRetention.dropBefore(journal, neededSeq);
        }
    }

    static final class NamesNotSynced extends PlantedStorage {
        NamesNotSynced(Storage real) {
            super(real);
        }

        @Override
        public void syncDirectory(Path directory) {
            // they are written back some time
        }
    }

    static final class HandoverNotSynced extends PlantedStorage {
        private boolean isJustClosed;

        HandoverNotSynced(Storage real) {
            super(real);
        }

        @Override
        public ExcerptFile createExcerpts(Path directory, int blockBytes) throws IOException {
            return new PlantedFile(super.createExcerpts(directory, blockBytes)) {
                @Override
                public void append(byte[] head, DirectBuffer body, int offset, int length) {
                    isJustClosed = envelope(head).kind() == GENERATION_CLOSED;
                    super.append(head, body, offset, length);
                }
            };
        }

        @Override
        public void sync(FileChannel channel) throws IOException {
            if (!isJustClosed) {
                super.sync(channel);
            }
        }
    }

    static final class CloseRecordForgotten extends PlantedStorage {
        CloseRecordForgotten(Storage real) {
            super(real);
        }

        @Override
        public ExcerptFile createExcerpts(Path directory, int blockBytes) throws IOException {
            return new PlantedFile(super.createExcerpts(directory, blockBytes)) {
                @Override
                public void append(byte[] head, DirectBuffer body, int offset, int length) {
                    if (envelope(head).kind() != GENERATION_CLOSED) {
                        super.append(head, body, offset, length);
                    }
                }
            };
        }
    }

    static final class ZerosOverRecords extends PlantedStorage {
        private static final int ZEROS = 64;

        private Path newest;
        private ExcerptFile written;

        ZerosOverRecords(Storage real) {
            super(real);
        }

        @Override
        public ExcerptFile createExcerpts(Path directory, int blockBytes) throws IOException {
            if (newest == null) {
                newest = directory.resolve("19700101-00LX.cq4");
                written = super.createExcerpts(directory, blockBytes);
                return written;
            }
            return super.createExcerpts(directory, blockBytes);
        }

        @Override
        public Background background(String name, Background.Work work) {
            return super.background(name, () -> {
                try (FileChannel channel = FileChannel.open(newest, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.allocate(ZEROS), written.position() - ZEROS);
                } catch (IOException e) {
                    return 0;
                }
                return work.step();
            });
        }
    }
}
