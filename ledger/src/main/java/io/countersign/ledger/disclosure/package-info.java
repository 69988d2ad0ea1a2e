/**
 * Redactable fields: the entry holds a digest, the disclosure holds the value, and erasing the disclosure leaves every hash intact.
 */
@NullMarked
package io.countersign.ledger.disclosure;

import org.jspecify.annotations.NullMarked;
