/**
 * The classic design beside Gavel: one hot auction on PostgreSQL with a row lock a bid, and the same auction end to end.
 * Imports JDBC, the gateway and the client; nothing imports it but the command line.
 */
package io.gavel.perf.rowlock;
