/** Tests of what the edge relies on. */
@NullMarked
package io.countersign.command.identity;

import org.jspecify.annotations.NullMarked;
