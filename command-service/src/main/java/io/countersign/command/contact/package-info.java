/** Whom to call about a system in an environment: set by role, outliving any deployment. */
@NullMarked
package io.countersign.command.contact;

import org.jspecify.annotations.NullMarked;
