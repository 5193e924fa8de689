package io.gavel.gateway;

import io.gavel.engine.ring.PipelineConfig;
import io.gavel.gateway.session.ApiKeys;
import io.gavel.journal.JournalConfig;
import io.gavel.journal.snapshot.ReplicaConfig;
import io.gavel.wire.Durability;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a server is built.
 *
 * @param host address to listen on
 * @param port to listen on; 0: any free one
 * @param journal folder of the journal, made if it does not exist; null: nothing is kept, level memory
 * @param durability what an answer is worth
 * @param layout who drains the ring
 * @param loops event loops of layout compact
 * @param ringSize slots of the ring, a power of two
 * @param journalConfig how the journal is written, but for its level, which is {@code durability}
 * @param replica how snapshots are taken; null: none are, and there is no second market
 * @param keys who may log in
 * @param clock null: the machine's; else time stands still until messages move it, and they may carry {@code at}
 * @param limits what a stranger can ask
 */
public record ServerConfig(
        String host,
        int port,
        Path journal,
        Durability durability,
        Layout layout,
        int loops,
        int ringSize,
        JournalConfig journalConfig,
        ReplicaConfig replica,
        ApiKeys keys,
        ManualClock clock,
        Limits limits) {
    public static final int DEFAULT_PORT = 7070;
    public static final int MAX_PORT = 65_535;

    /** Loopback, port 7070, nothing kept, no keys: nobody can log in. */
    public static ServerConfig defaults() {
        return new ServerConfig(
                "127.0.0.1",
                DEFAULT_PORT,
                null,
                Durability.PROCESS,
                Layout.AUTO,
                2,
                PipelineConfig.DEFAULT_RING_SIZE,
                JournalConfig.defaults(),
                null,
                ApiKeys.of(Map.of()),
                null,
                Limits.defaults());
    }

    public ServerConfig withHost(String host) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }

    public ServerConfig withPort(int port) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }

    /** The data folder; the journal is its sub-folder {@code journal}, as for every command of the program. */
    public ServerConfig withData(Path data) {
        return withJournal(DataFolder.journal(data));
    }

    public ServerConfig withJournal(Path journal) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }

    public ServerConfig withDurability(Durability durability) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }

    public ServerConfig withLayout(Layout layout) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }

    public ServerConfig withRingSize(int ringSize) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }

    public ServerConfig withJournalConfig(JournalConfig journalConfig) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }

    public ServerConfig withReplica(ReplicaConfig replica) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }

    public ServerConfig withKeys(ApiKeys keys) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }

    public ServerConfig withManualClock(ManualClock clock) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }

    public ServerConfig withLimits(Limits limits) {
        return new ServerConfig(
                host, port, journal, durability, layout, loops, ringSize, journalConfig, replica, keys, clock, limits);
    }
}
