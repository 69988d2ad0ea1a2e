/** {@code up} as a whole, in processes of its own, and the sentences with which it refuses. */
@NullMarked
package io.countersign.stack;

import org.jspecify.annotations.NullMarked;
