/**
 * A disk, and machines that run on it, made of memory: what was not synced may be lost, torn or reordered when the power
 * fails, and any operation can fail.
 *
 * <p>To the journal it is a file system of java.nio that is a {@link io.gavel.journal.storage.Storage} as well. Nothing
 * here knows what a journal is, but for the format of Chronicle's files. One thread.
 */
package io.gavel.journal.sim.disk;
