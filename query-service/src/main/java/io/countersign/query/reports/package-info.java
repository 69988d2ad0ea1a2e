/** Reports: one class per report says what is in it; {@code formats} says how it looks. */
@NullMarked
package io.countersign.query.reports;

import org.jspecify.annotations.NullMarked;
