package io.gavel.perf.flash1;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A book that can be driven by a workload. */
interface Matcher {
    /** Those that can be compared. */
    enum Kind {
        GAVEL("gavel", () -> new GavelMatcher()),
        /** The whole engine: bytes in, events out. */
        MARKET("market", () -> new MarketMatcher()),
        EXCHANGE_CORE_DIRECT("direct", () -> ExchangeCoreMatcher.direct()),
        EXCHANGE_CORE_NAIVE("naive", () -> ExchangeCoreMatcher.naive());

        private final String label;
        private final Supplier<Matcher> maker;

        Kind(String label, Supplier<Matcher> maker) {
            this.label = label;
            this.maker = maker;
        }

        /** Whether reporting is part of the work, so that nothing is spared without. */
        boolean reportsAsItGoes() {
            return this != MARKET;
        }

        String label() {
            return label;
        }

        /** With an empty book. */
        Matcher make() {
            return maker.get();
        }

        static Kind of(String label) {
            List<Kind> kinds = Arrays.asList(values());
            return kinds.stream()
                    .filter(kind -> kind.label.equals(label))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("expected a matcher, label=" + label));
        }
    }

    /** Makes whatever is there before the first message. */
    void prepare(Workload workload);

    /**
     * Takes messages in order, from one up to another, and reports what each of them brings about.
     *
     * @param reports null where it is all the same what is reported: who has to read back what it said need not
     */
    void run(Workload workload, int from, int to, ReportStream reports);

    /** Bytes that it uses outside the heap. */
    default long bytesOutsideHeap() {
        return 0;
    }
}
