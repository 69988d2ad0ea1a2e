/** Tests of how faults and questions are answered over HTTP. */
@NullMarked
package io.countersign.query.http;

import org.jspecify.annotations.NullMarked;
