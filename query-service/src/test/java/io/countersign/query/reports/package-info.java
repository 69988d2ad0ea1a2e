/** Tests of reports. */
@NullMarked
package io.countersign.query.reports;

import org.jspecify.annotations.NullMarked;
