/** The catalogue of controls; check, waive and decide. */
@NullMarked
package io.countersign.cli.control;

import org.jspecify.annotations.NullMarked;
