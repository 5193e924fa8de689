package io.gavel.journal.sim;

import io.gavel.journal.storage.Storage;

/** A bug that is put in on purpose, or none: each is one that somebody could write. */
enum Plant {
    NONE,
    /** Level {@code disk} tells without a sync. */
    SYNC_SKIPPED {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.SyncSkipped(real);
        }
    },
    /** The sync comes before what it should cover. */
    SYNC_BEFORE_WRITE {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.SyncBeforeWrite(real);
        }
    },
    /** A sync that fails is tried again, and the second one succeeds. */
    SYNC_TRIED_AGAIN {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.SyncTriedAgain(real);
        }
    },
    /** Readers are told before the sync. */
    TOLD_BEFORE_SYNC {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.ToldBeforeSync(real);
        }
    },
    /** A file gets its name before its content is on the device. */
    RENAMED_UNSYNCED {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.RenamedUnsynced(real);
        }
    },
    /** Files are synced, their names are not. */
    NAMES_NOT_SYNCED {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.NamesNotSynced(real);
        }
    },
    /** A full generation is left for the next one without a sync of its last record. */
    HANDOVER_NOT_SYNCED {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.HandoverNotSynced(real);
        }
    },
    /** The next generation names a record that was not written. */
    CLOSE_RECORD_FORGOTTEN {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.CloseRecordForgotten(real);
        }
    },
    /** Pages of the file that is being written are prepared once more. */
    ZEROS_OVER_RECORDS {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.ZerosOverRecords(real);
        }
    },
    /** With the torn tail the last good record is cut. */
    TAIL_CUT_TOO_EARLY {
        @Override
        Opened.Way way() {
            return PlantedWay.TAIL_CUT_TOO_EARLY;
        }
    },
    /** A command of which half was recorded stays as it is. */
    CUT_COMMAND_NOT_COMPLETED {
        @Override
        Opened.Way way() {
            return PlantedWay.CUT_COMMAND_NOT_COMPLETED;
        }
    },
    /** A snapshot gets its name before its content is on the device. */
    SNAPSHOT_RENAMED_UNSYNCED {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.SnapshotRenamedUnsynced(real);
        }
    },
    /** A snapshot's name is given, and not synced. */
    SNAPSHOT_NAME_NOT_SYNCED {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.SnapshotNameNotSynced(real);
        }
    },
    /** A snapshot is on the device before the journal that it is of. */
    SNAPSHOT_AHEAD_OF_JOURNAL {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.SnapshotAheadOfJournal(real);
        }
    },
    /** Generations go while the snapshot that replaces them has no name yet. */
    DROPPED_BEFORE_SNAPSHOT {
        @Override
        Storage storage(Storage real) {
            return new PlantedStorage.DroppedBeforeSnapshot(real);
        }
    },
    /** Generations go that a named reader still needs. */
    READERS_FORGOTTEN {
        @Override
        Dropping dropping() {
            return Dropping.READERS_FORGOTTEN;
        }
    },
    /** Generations go that only the newest snapshot does not need. */
    OLDER_SNAPSHOTS_FORGOTTEN {
        @Override
        Dropping dropping() {
            return Dropping.OLDER_SNAPSHOTS_FORGOTTEN;
        }
    },
    /** A start does not care whether a repair has come to its end. */
    REPAIR_OVERLOOKED {
        @Override
        Opened.Way way() {
            return PlantedWay.REPAIR_OVERLOOKED;
        }
    },
    /** What a repair gives up is deleted and not moved aside. */
    REPAIR_DELETES {
        @Override
        Mender mender() {
            return Mender.DELETES;
        }
    };

    Storage storage(Storage real) {
        return real;
    }

    Opened.Way way() {
        return Opened.Way.REAL;
    }

    Dropping dropping() {
        return Dropping.REAL;
    }

    Mender mender() {
        return Mender.REAL;
    }
}
