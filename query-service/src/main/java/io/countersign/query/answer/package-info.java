/**
 * What every answer has in common: the moment it is as of, the snapshot of mirror and views it is read from, the position and checkpoint it
 * stands on, and the disclosures joined into it at the last step.
 */
@NullMarked
package io.countersign.query.answer;

import org.jspecify.annotations.NullMarked;
