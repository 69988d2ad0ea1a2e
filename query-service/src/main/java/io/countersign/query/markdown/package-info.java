/** A deployment as the Markdown it follows: its checklist's own bytes with the boxes ticked, and who, when and where in the log beside each. */
@NullMarked
package io.countersign.query.markdown;

import org.jspecify.annotations.NullMarked;
