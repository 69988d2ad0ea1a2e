/** Reports judged against a profile. */
@NullMarked
package io.countersign.command.ingest;

import org.jspecify.annotations.NullMarked;
