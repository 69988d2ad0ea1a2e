/** Tests of how texts and questions are cut into words. */
@NullMarked
package io.countersign.query.words;

import org.jspecify.annotations.NullMarked;
