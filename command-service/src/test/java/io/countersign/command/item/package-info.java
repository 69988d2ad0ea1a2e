/** What may and may not be done to an item. */
@NullMarked
package io.countersign.command.item;

import org.jspecify.annotations.NullMarked;
