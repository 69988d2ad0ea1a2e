/** How decisions are tried out: one small deployment, told as a story. */
@NullMarked
package io.countersign.command.decision;

import org.jspecify.annotations.NullMarked;
