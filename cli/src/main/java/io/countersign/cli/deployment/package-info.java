/** A deployment's life from opening to closing, and what is known of it. */
@NullMarked
package io.countersign.cli.deployment;

import org.jspecify.annotations.NullMarked;
