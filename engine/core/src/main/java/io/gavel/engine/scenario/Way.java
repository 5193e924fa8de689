package io.gavel.engine.scenario;

/** The ways in which every scenario is played; all must bring about the same bytes. */
public enum Way {
    /** The market is called. */
    DIRECT("direct") {
        @Override
        Stage open() {
            return new DirectStage(false);
        }
    },
    /** Commands are queued in the ring, and the publisher tells what followed. */
    THROUGH_THE_RING("through the ring") {
        @Override
        Stage open() {
            return new RingStage();
        }
    },
    /** The market is called, and after every line a new one takes over from a snapshot. */
    FROM_SNAPSHOTS("from a snapshot after every line") {
        @Override
        Stage open() {
            return new DirectStage(true);
        }
    };

    private final String label;

    Way(String label) {
        this.label = label;
    }

    /** A market of its own for one scenario. */
    abstract Stage open();

    @Override
    public String toString() {
        return label;
    }
}
