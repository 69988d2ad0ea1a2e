/** Sign off, or decline to. */
@NullMarked
package io.countersign.cli.signoff;

import org.jspecify.annotations.NullMarked;
