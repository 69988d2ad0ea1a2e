/** What holds across features: that the table of refusals is true. */
@NullMarked
package io.countersign.command;

import org.jspecify.annotations.NullMarked;
