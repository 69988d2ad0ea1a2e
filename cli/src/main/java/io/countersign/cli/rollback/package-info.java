/** Procedures step by step, a rollback above all: declare or decline it, verify it, look back. */
@NullMarked
package io.countersign.cli.rollback;

import org.jspecify.annotations.NullMarked;
