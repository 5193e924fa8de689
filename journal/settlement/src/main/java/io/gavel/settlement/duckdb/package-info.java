/**
 * Settled into DuckDB: the embedded database that needs nothing installed.
 *
 * <p>One process writes a file, through one connection; DuckDB's file lock keeps every other process out, and in a
 * transaction the guarded offset keeps a stale writer out. Four rules hold here, each with a test: the guard's UPDATE is
 * the first statement of a transaction, because an appender does not join a transaction that no SQL has begun; an
 * appender is flushed, its row counts compared, and only then closed, because close() keeps errors to itself; the master
 * file is never opened with java.io or java.nio in the writer's process, because closing it would drop the file lock;
 * and a file without its write-ahead log is not a copy.
 */
package io.gavel.settlement.duckdb;
