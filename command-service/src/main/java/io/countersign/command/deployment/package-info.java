/**
 * The life of a deployment: opening it on a checklist's version and profile, its notes, fields and measurements, going live through the gate or
 * past it in an emergency, closing, abandoning. One request record per action, which is the HTTP body, and one decision beside it.
 */
@NullMarked
package io.countersign.command.deployment;

import org.jspecify.annotations.NullMarked;
