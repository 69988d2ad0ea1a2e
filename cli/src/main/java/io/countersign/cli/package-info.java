/**
 * The {@code countersign} command: a client of the two services' HTTP APIs and the offline verifier. {@link io.countersign.cli.Main} reads the
 * arguments, runs one command and answers with its exit code; each feature's commands lie in a package of their own, and all of them stand on
 * {@code session}, which knows where to talk to and as whom.
 */
@NullMarked
package io.countersign.cli;

import org.jspecify.annotations.NullMarked;
