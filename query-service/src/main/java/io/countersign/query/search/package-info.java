/**
 * What can be found by its words: deployments by where they belong, items by their text, people by name, and whatever people said that is still
 * disclosed. Texts that may be withheld are indexed only where they are disclosed, so that what was erased is found no more.
 */
@NullMarked
package io.countersign.query.search;

import org.jspecify.annotations.NullMarked;
