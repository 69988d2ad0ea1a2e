/** Checks of controls, and waivers. */
@NullMarked
package io.countersign.command.control;

import org.jspecify.annotations.NullMarked;
