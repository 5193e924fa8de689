package io.gavel.gateway;

import io.gavel.gateway.ops.Health;
import io.gavel.journal.SpaceState;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Keeps to what the journal's disk allows: refuses what is new, and in the end everything. It is no decision of the engine
 * and is not journaled. One thread.
 */
final class SpaceGuard {
    private final Supplier<SpaceState> space;
    private final Supplier<String> reason;
    private final Health health;
    private final RingDoor door;
    private final Consumer<String> onHalt;
    private SpaceState last = SpaceState.OK;
    private boolean isHalted;

    /** @param onHalt told once, why, when all that was taken before has been told */
    SpaceGuard(
            Supplier<SpaceState> space,
            Supplier<String> reason,
            Health health,
            RingDoor door,
            Consumer<String> onHalt) {
        this.space = space;
        this.reason = reason;
        this.health = health;
        this.door = door;
        this.onHalt = onHalt;
    }

    /** Often; costs one load while nothing changes. */
    void look() {
        SpaceState now = space.get();
        if (now != last) {
            last = now;
            health.cancelOnly(reason.get());
            if (now == SpaceState.HALT) {
                door.shut();
            }
        }
        if (now == SpaceState.HALT && !isHalted && door.isIdle()) {
            isHalted = true;
            onHalt.accept(reason.get());
        }
    }
}
