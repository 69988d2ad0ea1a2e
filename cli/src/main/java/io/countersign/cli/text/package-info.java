/** Output for people: aligned columns, short receipts, and no control character that a stranger wrote reaches the terminal. */
@NullMarked
package io.countersign.cli.text;

import org.jspecify.annotations.NullMarked;
