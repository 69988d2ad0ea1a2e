/** Checklists and their profiles: the list of them, one shown whole, and the definition that a deployment follows. */
@NullMarked
package io.countersign.query.checklists;

import org.jspecify.annotations.NullMarked;
