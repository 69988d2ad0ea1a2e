/** Steps of procedures, in order. */
@NullMarked
package io.countersign.command.procedure;

import org.jspecify.annotations.NullMarked;
