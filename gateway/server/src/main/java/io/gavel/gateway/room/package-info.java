/** Rooms: who hears the public events of one auction or one book. Publisher thread only. Imports sessions, no protocol. */
package io.gavel.gateway.room;
