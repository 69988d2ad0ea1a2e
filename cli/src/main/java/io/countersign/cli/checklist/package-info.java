/** Import, export, list and show checklists. */
@NullMarked
package io.countersign.cli.checklist;

import org.jspecify.annotations.NullMarked;
