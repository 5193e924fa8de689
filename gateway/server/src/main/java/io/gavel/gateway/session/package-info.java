/** Who is connected: keys, what they permit, and one session for every connection. Imports no protocol. */
package io.gavel.gateway.session;
