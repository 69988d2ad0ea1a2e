/** Tests of the log as it is read from the mirror. */
@NullMarked
package io.countersign.query.serve;

import org.jspecify.annotations.NullMarked;
