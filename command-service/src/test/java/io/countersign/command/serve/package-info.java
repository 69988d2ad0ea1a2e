/** Tests of the log's read API. */
@NullMarked
package io.countersign.command.serve;

import org.jspecify.annotations.NullMarked;
