/**
 * The ring: slots, the pipeline that drains them, and its two ports.
 *
 * <p>{@link io.gavel.engine.ring.Pipeline} draws the whole way: producers copy commands into
 * {@link io.gavel.engine.ring.Slot}s; a batch of them is decided, made durable ({@link io.gavel.engine.ring.Journal})
 * and told ({@link io.gavel.engine.ring.Publisher}), in this order, by whoever the {@link io.gavel.engine.ring.Layout}
 * says. Imports {@code market}, {@code io.gavel.wire} and Disruptor.
 */
package io.gavel.engine.ring;
