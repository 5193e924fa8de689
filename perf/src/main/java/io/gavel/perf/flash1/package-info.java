/**
 * The workloads of an open matching-engine benchmark, flash1, on bare books: Gavel's and a peer's. Same file, same report
 * stream, same process flags, in turns; the reports' hash tells whether a book matched right.
 */
package io.gavel.perf.flash1;
