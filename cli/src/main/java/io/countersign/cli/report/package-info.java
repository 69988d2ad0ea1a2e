/** Reports in the formats that people hand on, and those of tools that are taken in. */
@NullMarked
package io.countersign.cli.report;

import org.jspecify.annotations.NullMarked;
