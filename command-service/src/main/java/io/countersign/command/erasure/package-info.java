/**
 * Erasure of what was disclosed: recorded as an entry first, then deleted. The entries that named it stand as they were sealed, and every hash, proof
 * and signature with them.
 */
@NullMarked
package io.countersign.command.erasure;

import org.jspecify.annotations.NullMarked;
