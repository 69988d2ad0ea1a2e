/** Evidence files, each under the SHA-256 of its bytes: put and got over HTTP, named by digest in commands. */
@NullMarked
package io.countersign.command.evidence;

import org.jspecify.annotations.NullMarked;
