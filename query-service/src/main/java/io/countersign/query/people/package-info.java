/** Who people are: an opaque id in every entry, and a name that only a disclosure says. */
@NullMarked
package io.countersign.query.people;

import org.jspecify.annotations.NullMarked;
