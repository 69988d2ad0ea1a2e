/** The catalogue of controls and what is decided of its addressable ones; the controls of a deployment: their checks, and the waivers that stand in for them; revoking a waiver of an item is here too. */
@NullMarked
package io.countersign.command.control;

import org.jspecify.annotations.NullMarked;
