/** Tests of what we send out and how its answers are read. */
@NullMarked
package io.countersign.command.outbound;

import org.jspecify.annotations.NullMarked;
