/**
 * What the journal costs, beside yardsticks in the same run: the same bytes into a raw file and into a raw Chronicle
 * queue, the engine alone on the same commands, a raw read of the same files. Measurements take turns.
 */
package io.gavel.perf.journal;
