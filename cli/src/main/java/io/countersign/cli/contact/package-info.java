/** Whom to call about a system, and who was told. */
@NullMarked
package io.countersign.cli.contact;

import org.jspecify.annotations.NullMarked;
