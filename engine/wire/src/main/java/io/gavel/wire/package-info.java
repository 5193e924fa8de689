/**
 * The words: what commands and events look like, what they are called, and why a command can be refused.
 *
 * <p>The schemas in {@code src/main/sbe} are the source; codecs are generated from them at build time into
 * {@code io.gavel.wire.sbe} (commands), {@code io.gavel.wire.log} (events, records) and {@code io.gavel.wire.types}.
 * This package may import Agrona and the JDK, nothing else; everything else in Gavel may import it.
 */
package io.gavel.wire;
