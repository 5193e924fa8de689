package io.gavel.gateway.ops;

import io.gavel.wire.CommandType;
import io.gavel.wire.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counters and gauges in the text format of Prometheus. Names have base units; no label names an account, an order or an
 * auction. Any thread counts, any thread reads; reading is not a snapshot.
 */
public final class Metrics {
    /** What became of a command. */
    public enum Result {
        ACCEPTED,
        REJECTED,
        DUPLICATE
    }

    private static final CommandType[] TYPES = CommandType.values();
    private static final Result[] RESULTS = Result.values();
    private static final Refusal[] REFUSALS = Refusal.values();

    private final AtomicLongArray commands = new AtomicLongArray(TYPES.length * RESULTS.length);
    private final AtomicLongArray rejects = new AtomicLongArray(REFUSALS.length);
    private final LongAdder httpConnections = new LongAdder();
    private final LongAdder webSocketConnections = new LongAdder();
    private final LongAdder slowConsumers = new LongAdder();
    private final List<Gauge> gauges = new ArrayList<>();
    private final String version;

    public Metrics(String version) {
        this.version = version;
    }

    public void command(CommandType type, Result result) {
        commands.incrementAndGet(type.ordinal() * RESULTS.length + result.ordinal());
    }

    public void reject(Refusal refusal) {
        rejects.incrementAndGet(refusal.ordinal());
    }

    public void httpConnections(int change) {
        httpConnections.add(change);
    }

    public void webSocketConnections(int change) {
        webSocketConnections.add(change);
    }

    public void slowConsumer() {
        slowConsumers.increment();
    }

    public long connections() {
        return httpConnections.sum() + webSocketConnections.sum();
    }

    /** Adds a gauge that is read at every scrape. Before the server serves. */
    public synchronized void gauge(String name, String help, LongSupplier value) {
        gauges.add(new Gauge(name, help, value));
    }

    /** Everything, in the text format 0.0.4. */
    public synchronized String text() {
        StringBuilder text = new StringBuilder(4_096);
        head(text, "gavel_build_info", "gauge", "Which release this is.");
        text.append("gavel_build_info{version=\"").append(version).append("\"} 1\n");
        head(text, "gavel_commands_total", "counter", "Commands decided and durable.");
        for (CommandType type : TYPES) {
            for (Result result : RESULTS) {
                appendCommands(text, type, result);
            }
        }
        head(text, "gavel_rejects_total", "counter", "Refusals told, by code.");
        for (Refusal refusal : REFUSALS) {
            long count = rejects.get(refusal.ordinal());
            if (count > 0) {
                text.append("gavel_rejects_total{code=\"").append(refusal.code());
                text.append("\",name=\"").append(refusal).append("\"} ");
                text.append(count).append('\n');
            }
        }
        head(text, "gavel_connections", "gauge", "Open connections.");
        text.append("gavel_connections{protocol=\"http\"} ");
        text.append(httpConnections.sum()).append('\n');
        text.append("gavel_connections{protocol=\"websocket\"} ");
        text.append(webSocketConnections.sum()).append('\n');
        head(text, "gavel_slow_consumer_total", "counter", "Connections closed because they read too slowly.");
        text.append("gavel_slow_consumer_total{action=\"close\"} ");
        text.append(slowConsumers.sum()).append('\n');
        for (Gauge gauge : gauges) {
            head(text, gauge.name, "gauge", gauge.help);
            text.append(gauge.name).append(' ').append(gauge.value.getAsLong()).append('\n');
        }
        return text.toString();
    }

    private void appendCommands(StringBuilder text, CommandType type, Result result) {
        long count = commands.get(type.ordinal() * RESULTS.length + result.ordinal());
        if (count > 0) {
            text.append("gavel_commands_total{type=\"").append(type.jsonName());
            text.append("\",result=\"").append(result.name().toLowerCase(Locale.ROOT));
            text.append("\"} ").append(count).append('\n');
        }
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private record Gauge(String name, String help, LongSupplier value) {}
}
