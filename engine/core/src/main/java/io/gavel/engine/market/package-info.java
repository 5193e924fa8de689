/**
 * The single writer: a command goes in with its time, the events that it brings about come out.
 *
 * <p>A pure function of the commands and their times, byte for byte on every JVM. Knows {@code io.gavel.wire} and the
 * packages that decide beside it ({@code book}, {@code auction}, {@code account}); no Disruptor, threads, clocks, loggers
 * or files. Thread: whichever calls it, one at a time.
 */
package io.gavel.engine.market;
