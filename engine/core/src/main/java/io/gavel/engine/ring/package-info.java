/**
 * The pipeline: slots of commands, who decides them, who makes them durable, who tells.
 *
 * <p>The only package that knows the Disruptor and threads. Its two ports are {@link io.gavel.engine.ring.Journal} below
 * and {@link io.gavel.engine.ring.Publisher} above: nothing is told before it is durable, and a failure is a halt.
 */
package io.gavel.engine.ring;
