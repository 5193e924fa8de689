package io.gavel.perf.flash1;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A book that can be driven by a workload. */
interface Matcher {
    /** Those that can be compared. */
    enum Kind {
        GAVEL("gavel", GavelMatcher::new),
        EXCHANGE_CORE_DIRECT("direct", () -> ExchangeCoreMatcher.direct()),
        EXCHANGE_CORE_NAIVE("naive", () -> ExchangeCoreMatcher.naive());

        private final String label;
        private final Supplier<Matcher> maker;

        Kind(String label, Supplier<Matcher> maker) {
            this.label = label;
            this.maker = maker;
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

    /** Takes all messages in order and reports what each of them brings about. */
    void run(Workload workload, ReportStream reports);
}
