/**
 * What one record of the ledger says, and its exact bytes: a CloudEvents 1.0 JSON object in one canonical spelling. An entry is\n * one byte string, hashed, stored, published and exported unchanged; docs/spec/ledger.md writes the bytes down.
 */
@NullMarked
package io.countersign.ledger.entry;

import org.jspecify.annotations.NullMarked;
