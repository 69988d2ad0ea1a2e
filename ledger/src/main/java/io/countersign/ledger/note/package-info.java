/**
 * Signed notes (C2SP signed-note): text with signature lines, the keys that make and check them, and key files. With timestamp, the
 * only caller of Bouncy Castle.
 */
@NullMarked
package io.countersign.ledger.note;

import org.jspecify.annotations.NullMarked;
