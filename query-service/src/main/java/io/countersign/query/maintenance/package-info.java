/**
 * Recurring maintenance of systems in environments: the obligations as they stand at any moment, and the history of their periods, which outlives deployments
 * and versions of checklists.
 */
@NullMarked
package io.countersign.query.maintenance;

import org.jspecify.annotations.NullMarked;
