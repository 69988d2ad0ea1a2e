/** A deployment's life, and the table of everything that is refused. */
@NullMarked
package io.countersign.command.deployment;

import org.jspecify.annotations.NullMarked;
