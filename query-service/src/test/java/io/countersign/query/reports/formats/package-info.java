/** Tests of how reports are written. */
@NullMarked
package io.countersign.query.reports.formats;

import org.jspecify.annotations.NullMarked;
