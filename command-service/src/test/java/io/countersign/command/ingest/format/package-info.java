/** Reports as tools write them, broken ones, and hostile ones. */
@NullMarked
package io.countersign.command.ingest.format;

import org.jspecify.annotations.NullMarked;
