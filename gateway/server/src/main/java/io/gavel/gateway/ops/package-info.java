/** What operators see: health and metrics. Any thread. Knows no protocol. */
package io.gavel.gateway.ops;
