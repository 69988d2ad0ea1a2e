/** What reports are written as: comma-separated values (RFC 4180) and PDF. */
@NullMarked
package io.countersign.query.reports.formats;

import org.jspecify.annotations.NullMarked;
