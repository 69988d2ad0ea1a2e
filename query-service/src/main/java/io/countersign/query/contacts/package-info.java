/** Whom to call about a system in an environment, as of any moment. */
@NullMarked
package io.countersign.query.contacts;

import org.jspecify.annotations.NullMarked;
