/** The log's keys: which there are, and how one takes the place of another. */
@NullMarked
package io.countersign.command.rotation;

import org.jspecify.annotations.NullMarked;
