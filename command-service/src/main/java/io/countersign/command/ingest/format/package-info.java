/**
 * Readers of the reports that tools write: one class per format, each a pure function from bytes to numbers. They are written for files from
 * strangers: read once, in constant memory, without resolving anything a file points to, and bounded in size, depth, count and length of every
 * part. What cannot be read whole says so ({@code Reading.trouble}) and never looks like a good result.
 */
@NullMarked
package io.countersign.command.ingest.format;

import org.jspecify.annotations.NullMarked;
