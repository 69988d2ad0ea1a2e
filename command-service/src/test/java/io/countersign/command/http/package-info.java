/** What the edge takes in. */
@NullMarked
package io.countersign.command.http;

import org.jspecify.annotations.NullMarked;
