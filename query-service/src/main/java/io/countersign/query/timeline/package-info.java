/** A deployment's history: every entry of its stream, in order, with who acted, on what, and what was said. */
@NullMarked
package io.countersign.query.timeline;

import org.jspecify.annotations.NullMarked;
