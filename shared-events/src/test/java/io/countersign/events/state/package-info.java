/** Tests of what events add up to. */
@NullMarked
package io.countersign.events.state;

import org.jspecify.annotations.NullMarked;
