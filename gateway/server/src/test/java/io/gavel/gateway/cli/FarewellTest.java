package io.gavel.gateway.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gavel.gateway.ops.Health;
import io.gavel.wire.Durability;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FarewellTest {
    private final Health health = new Health();

    @BeforeEach
    void serveUntilSeven() {
        health.ready();
        health.told(7);
    }

    @Test
    void whatWasToldIsDurableAtItsLevel() {
        health.stopping();
        assertEquals(
                "stopped      last seq 7, all of it durable (disk)", Farewell.of(7, health, Durability.DISK, null));
    }

    @Test
    void atLevelMemoryNothingIsKept() {
        assertEquals(
                "stopped      last seq 7, nothing of it is kept (memory)",
                Farewell.of(7, health, Durability.MEMORY, null));
    }

    @Test
    void afterAHaltItSaysWhatWasDecidedAndToldToNobody() {
        health.halted("halted after seq=7: a full disk");
        health.stopping();
        assertEquals(
                "stopped      last seq 9, durable up to 7 (process); it had halted: halted after seq=7: a full disk",
                Farewell.of(9, health, Durability.PROCESS, null));
    }

    @Test
    void whatCouldNotBeClosedSaysWhy() {
        health.stopping();
        assertEquals(
                "stopped      last seq 7, all of it durable (process); not closed cleanly: too late",
                Farewell.of(7, health, Durability.PROCESS, new IllegalStateException("too late")));
    }
}
