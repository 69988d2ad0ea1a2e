/** Tests of the ticked Markdown. */
@NullMarked
package io.countersign.query.markdown;

import org.jspecify.annotations.NullMarked;
