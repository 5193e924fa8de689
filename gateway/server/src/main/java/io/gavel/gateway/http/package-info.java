/** HTTP/1.1: requests to messages and back, in order on each connection; hands the path /ws over to {@code ws}. */
package io.gavel.gateway.http;
