/**
 * Deployments: the list of them from a view, and each one's state, gates and differences from its own entries, folded by the same code that
 * decisions rest on, so that an answer can never differ from a decision.
 */
@NullMarked
package io.countersign.query.deployments;

import org.jspecify.annotations.NullMarked;
