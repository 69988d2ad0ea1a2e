/** The command from the outside: arguments in, exit code and output out. */
@NullMarked
package io.countersign.cli;

import org.jspecify.annotations.NullMarked;
