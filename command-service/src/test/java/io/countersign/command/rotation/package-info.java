/** Tests of the log's keys over HTTP. */
@NullMarked
package io.countersign.command.rotation;

import org.jspecify.annotations.NullMarked;
