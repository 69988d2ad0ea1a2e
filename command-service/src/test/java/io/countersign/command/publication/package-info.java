/** Publication against witnesses and authorities that behave, and such that do not. */
@NullMarked
package io.countersign.command.publication;

import org.jspecify.annotations.NullMarked;
