/**
 * What tests of several modules need: processes of their own, file systems of their own, and waiting with a limit.
 *
 * <p>Other modules get it with this module's test-jar. Knows nothing of Gavel.
 */
package io.gavel.testing;
