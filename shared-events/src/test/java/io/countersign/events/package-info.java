/** Tests of the vocabulary: every event against its approved sample. */
@NullMarked
package io.countersign.events;

import org.jspecify.annotations.NullMarked;
