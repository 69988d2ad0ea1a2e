/** Tests of the sealed store on a real PostgreSQL. */
@NullMarked
package io.countersign.command.store;

import org.jspecify.annotations.NullMarked;
