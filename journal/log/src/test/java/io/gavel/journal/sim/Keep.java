package io.gavel.journal.sim;

import io.gavel.journal.snapshot.ReplicaConfig;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a history keeps beside its journal.
 *
 * @param every transactions between two snapshots; 0: no replica takes any
 * @param count of snapshots that stay
 * @param drops whether the part of the journal goes that none of them and no named reader needs
 * @param hasReader whether there is such a reader
 */
record Keep(long every, int count, boolean drops, boolean hasReader) {
    static final Keep NOTHING = new Keep(0, 1, false, false);

    private static final int MIN_EVERY = 40;
    private static final int MORE_EVERY = 400;

    static Keep of(SplittableRandom random) {
        boolean hasReplica = random.nextInt(8) < 5;
        boolean drops = random.nextBoolean();
        int least = drops ? ReplicaConfig.MIN_KEEP_TO_DROP : 1;
        long every = MIN_EVERY + random.nextInt(MORE_EVERY);
        Keep keep = new Keep(every, least + random.nextInt(2), drops, random.nextBoolean() && drops);
        return hasReplica ? keep : NOTHING;
    }

    boolean hasReplica() {
        return every > 0;
    }

    /** @param isDropping whether the replica itself drops, as it does unless a plant does it */
    ReplicaConfig config(boolean isDropping) {
        return ReplicaConfig.defaults()
                .withEvery(every)
                .withPause(Duration.ZERO)
                .withDutyPercent(100)
                .withKeep(count)
                .withDropsJournal(drops && isDropping)
                .withReaders(hasReader ? List.of(Kept.READER) : List.of());
    }
}
