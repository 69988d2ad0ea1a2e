/** Check and waive controls. */
@NullMarked
package io.countersign.cli.control;

import org.jspecify.annotations.NullMarked;
