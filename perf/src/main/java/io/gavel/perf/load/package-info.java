/**
 * Whole journeys under load: commands made by {@link io.gavel.perf.load.OrderFlow} or {@link io.gavel.perf.load.BidFlow}
 * go through the ring and the journal, or over a WebSocket; latency is counted from the intended send time.
 */
package io.gavel.perf.load;
