package io.gavel.perf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Several measurements in turns, each round in the opposite order of the one before, so that whatever the machine does
 * meanwhile meets all of them. Ratios are made within a round and their median is taken.
 */
public final class Turns {
    private final Map<String, Measurement> measurements = new LinkedHashMap<>();
    private final Map<String, List<Stretch>> stretches = new LinkedHashMap<>();

    /** One stretch of work. */
    @FunctionalInterface
    public interface Measurement {
        Stretch run() throws IOException;
    }

    public Turns add(String name, Measurement measurement) {
        measurements.put(name, measurement);
        stretches.put(name, new ArrayList<>());
        return this;
    }

    /** Runs each once without counting it: the compiler's and the caches' round. */
    public Turns warmUp() throws IOException {
        for (Measurement measurement : measurements.values()) {
            measurement.run();
        }
        return this;
    }

    public Turns run(int rounds) throws IOException {
        List<String> forth = List.copyOf(measurements.keySet());
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < forth.size(); i++) {
                String name = forth.get(round % 2 == 0 ? i : forth.size() - 1 - i);
                stretches.get(name).add(measurements.get(name).run());
            }
        }
        return this;
    }

    public List<String> names() {
        return List.copyOf(measurements.keySet());
    }

    /** Units a second. */
    public Spread perSecond(String name) {
        return spread(name, Stretch::perSecond);
    }

    public Spread elapsedNsPerUnit(String name) {
        return spread(name, Stretch::elapsedNsPerUnit);
    }

    public Spread processorNsPerUnit(String name) {
        return spread(name, Stretch::processorNsPerUnit);
    }

    /** How many times as fast as the yardstick, by the clock. */
    public Spread speedRatio(String name, String yardstick) {
        return ratio(name, yardstick, Stretch::perSecond);
    }

    /** How many times as long as the yardstick, by the clock. */
    public Spread timeRatio(String name, String yardstick) {
        return ratio(name, yardstick, Stretch::elapsedNsPerUnit);
    }

    /** How many times as fast as the yardstick, by processor time. */
    public Spread processorSpeedRatio(String name, String yardstick) {
        return ratio(name, yardstick, stretch -> 1 / stretch.processorNsPerUnit());
    }

    /** How many times as fast as the fastest of the yardsticks in the same round, by the clock. */
    public Spread speedRatioToBest(String name, List<String> yardsticks) {
        double[] ratios = new double[stretches.get(name).size()];
        Arrays.setAll(
                ratios,
                round -> stretches.get(name).get(round).perSecond()
                        / yardsticks.stream()
                                .mapToDouble(yardstick ->
                                        stretches.get(yardstick).get(round).perSecond())
                                .max()
                                .orElseThrow());
        return Spread.of(ratios);
    }

    private Spread spread(String name, ToDoubleFunction<Stretch> value) {
        return Spread.of(stretches.get(name).stream().mapToDouble(value).toArray());
    }

    private Spread ratio(String name, String yardstick, ToDoubleFunction<Stretch> value) {
        double[] ratios = new double[stretches.get(name).size()];
        Arrays.setAll(
                ratios,
                round -> value.applyAsDouble(stretches.get(name).get(round))
                        / value.applyAsDouble(stretches.get(yardstick).get(round)));
        return Spread.of(ratios);
    }
}
