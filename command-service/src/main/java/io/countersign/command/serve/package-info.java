/** The log's public read API, as C2SP tlog-tiles has it. */
@NullMarked
package io.countersign.command.serve;

import org.jspecify.annotations.NullMarked;
