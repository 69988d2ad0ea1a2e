/** The edge: who may ask, how problems are said, health, metrics. */
@NullMarked
package io.countersign.query.http;

import org.jspecify.annotations.NullMarked;
