package io.gavel.engine.ring;

import java.util.function.BiConsumer;

/**
 * How a pipeline is built.
 *
 * @param ringSize slots, a power of two
 * @param layout who drains
 * @param spins with {@link Layout#COMPACT}: yield instead of parking when idle; only with a core to spare
 * @param onHalt told once, by the draining thread: the reason and what was thrown
 */
public record PipelineConfig(int ringSize, Layout layout, boolean spins, BiConsumer<String, Throwable> onHalt) {
    public static final int DEFAULT_RING_SIZE = 8192;

    public static PipelineConfig inline() {
        return new PipelineConfig(DEFAULT_RING_SIZE, Layout.INLINE, false, (reason, problem) -> {});
    }

    public static PipelineConfig compact() {
        return new PipelineConfig(DEFAULT_RING_SIZE, Layout.COMPACT, false, (reason, problem) -> {});
    }

    public PipelineConfig withRingSize(int slots) {
        return new PipelineConfig(slots, layout, spins, onHalt);
    }

    public PipelineConfig withOnHalt(BiConsumer<String, Throwable> listener) {
        return new PipelineConfig(ringSize, layout, spins, listener);
    }
}
