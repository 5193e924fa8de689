/**
 * Decided: the engine. Commands in, events out, the same on every machine.
 *
 * <p>One package a vocabulary: {@code book} (continuous matching), {@code auction} (timed formats), {@code account}
 * (ledger and holds), {@code market} (the single writer), {@code ring} (slots and the pipeline), {@code view} (what
 * readers see, built from events), {@code scenario} (the tests' language). The first four know neither Disruptor,
 * threads, clocks, loggers nor files. {@link io.gavel.engine.Check} is the law's voice in all of them.
 */
package io.gavel.engine;
