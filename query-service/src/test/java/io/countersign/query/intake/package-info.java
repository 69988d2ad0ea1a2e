/** Tests of the way in. */
@NullMarked
package io.countersign.query.intake;

import org.jspecify.annotations.NullMarked;
