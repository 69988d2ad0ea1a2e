/** What texts are found by: their words, cut the same way when a text is indexed and when it is asked for. */
@NullMarked
package io.countersign.query.words;

import org.jspecify.annotations.NullMarked;
