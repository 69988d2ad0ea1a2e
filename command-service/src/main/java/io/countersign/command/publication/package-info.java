/**
 * Published checkpoints: at most a second behind the log, with the log's ML-DSA line, witnesses' cosignatures (C2SP tlog-witness, as client) and time stamps
 * (RFC 3161). Works behind the log and never holds it up: what a witness or an authority does not give is missing, and is said to be.
 */
@NullMarked
package io.countersign.command.publication;

import org.jspecify.annotations.NullMarked;
