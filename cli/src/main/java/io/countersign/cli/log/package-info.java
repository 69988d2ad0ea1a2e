/** The log itself: checkpoints, proofs and entries; views rebuilt from it. */
@NullMarked
package io.countersign.cli.log;

import org.jspecify.annotations.NullMarked;
