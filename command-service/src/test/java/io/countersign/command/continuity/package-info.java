/** Tests of this package. */
@NullMarked
package io.countersign.command.continuity;

import org.jspecify.annotations.NullMarked;
