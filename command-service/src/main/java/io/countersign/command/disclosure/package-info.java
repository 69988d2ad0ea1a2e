/**
 * Names and free text in the clear. Entries hold digests only; what they stand for lies in one erasable table beside the ledger and is handed to
 * those who answer questions about it.
 */
@NullMarked
package io.countersign.command.disclosure;

import org.jspecify.annotations.NullMarked;
