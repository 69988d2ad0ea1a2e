/** Who may sign what, and what makes a sign-off lapse. */
@NullMarked
package io.countersign.command.signoff;

import org.jspecify.annotations.NullMarked;
