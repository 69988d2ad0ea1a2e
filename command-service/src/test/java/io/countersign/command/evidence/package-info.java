/** Tests of what the edge relies on. */
@NullMarked
package io.countersign.command.evidence;

import org.jspecify.annotations.NullMarked;
