/**
 * Reports of tools, taken as evidence and judged: a file that was uploaded before is read ({@code format}), each item that the profile has decided by
 * such a report gets its verdict, and what follows from it for the item is sealed in the same append as the report.
 */
@NullMarked
package io.countersign.command.ingest;

import org.jspecify.annotations.NullMarked;
