package io.gavel.journal.snapshot;

import java.time.Duration;
import java.util.List;

/**
 * How a replica works.
 *
 * @param every transactions between two snapshots
 * @param pause least time between two snapshots
 * @param keep how many snapshots stay, at least 1; older ones are removed when a newer one is in place
 * @param dropsJournal whether generations go that no kept snapshot and no named reader needs any more; else the whole
 *     journal stays
 * @param dutyPercent most of one processor that it takes while it keeps up, 1 to 100; the further behind, the more
 * @param engineVersion the release, for the record
 * @param readers made known at the start, if they are not yet ({@link io.gavel.journal.NamedReader})
 */
public record ReplicaConfig(
        long every,
        Duration pause,
        int keep,
        boolean dropsJournal,
        int dutyPercent,
        String engineVersion,
        List<String> readers) {
    public static final long DEFAULT_EVERY = 2_000_000;
    public static final int DEFAULT_KEEP = 3;
    /** One may turn out bad. */
    public static final int MIN_KEEP_TO_DROP = 2;

    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(10);
    /** On few processors the engine, its clients and settlement need them more. */
    private static final int FEW_PROCESSORS = 4;

    private static final int LITTLE_DUTY_PERCENT = 30;
    private static final int MUCH_DUTY_PERCENT = 80;
    private static final int MAX_VERSION_LENGTH = 32;

    public ReplicaConfig {
        readers = List.copyOf(readers);
        if (every < 1 || keep < 1 || dutyPercent < 1 || dutyPercent > 100 || pause.isNegative()) {
            throw new IllegalArgumentException(
                    "expected every and keep from 1 on and a duty of 1 to 100 percent, every=" + every + ", keep="
                            + keep + ", dutyPercent=" + dutyPercent + ", pause=" + pause);
        }
        if (dropsJournal && keep < MIN_KEEP_TO_DROP) {
            throw new IllegalArgumentException("expected to keep at least " + MIN_KEEP_TO_DROP
                    + " snapshots where they replace a part of the journal, keep=" + keep);
        }
        if (engineVersion.length() > MAX_VERSION_LENGTH) {
            throw new IllegalArgumentException(
                    "expected a version of at most " + MAX_VERSION_LENGTH + " characters, version=" + engineVersion);
        }
    }

    /** Each two million transactions, at most one in ten seconds, three are kept, and all of the journal. */
    public static ReplicaConfig defaults() {
        int duty =
                Runtime.getRuntime().availableProcessors() < FEW_PROCESSORS ? LITTLE_DUTY_PERCENT : MUCH_DUTY_PERCENT;
        return new ReplicaConfig(DEFAULT_EVERY, DEFAULT_PAUSE, DEFAULT_KEEP, false, duty, "", List.of());
    }

    public ReplicaConfig withEvery(long every) {
        return new ReplicaConfig(every, pause, keep, dropsJournal, dutyPercent, engineVersion, readers);
    }

    public ReplicaConfig withPause(Duration pause) {
        return new ReplicaConfig(every, pause, keep, dropsJournal, dutyPercent, engineVersion, readers);
    }

    public ReplicaConfig withKeep(int keep) {
        return new ReplicaConfig(every, pause, keep, dropsJournal, dutyPercent, engineVersion, readers);
    }

    public ReplicaConfig withDropsJournal(boolean dropsJournal) {
        return new ReplicaConfig(every, pause, keep, dropsJournal, dutyPercent, engineVersion, readers);
    }

    public ReplicaConfig withDutyPercent(int dutyPercent) {
        return new ReplicaConfig(every, pause, keep, dropsJournal, dutyPercent, engineVersion, readers);
    }

    public ReplicaConfig withReaders(List<String> readers) {
        return new ReplicaConfig(every, pause, keep, dropsJournal, dutyPercent, engineVersion, readers);
    }

    public ReplicaConfig withEngineVersion(String engineVersion) {
        return new ReplicaConfig(every, pause, keep, dropsJournal, dutyPercent, engineVersion, readers);
    }
}
