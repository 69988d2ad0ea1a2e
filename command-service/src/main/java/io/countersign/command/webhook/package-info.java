/**
 * Outgoing webhooks by the Standard Webhooks specification: chosen entries are posted, signed, to configured addresses, in order and at least once each. Nothing waits
 * for them.
 */
@NullMarked
package io.countersign.command.webhook;

import org.jspecify.annotations.NullMarked;
