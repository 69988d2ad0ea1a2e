/** Reports in the formats that people hand on. */
@NullMarked
package io.countersign.cli.report;

import org.jspecify.annotations.NullMarked;
