/**
 * From bytes to events: a Markdown document becomes a checklist of items with ids that never change, a YAML profile beside it becomes the rules they
 * follow, and both become the entries of one import. Everything here is pure; what ships with Countersign (two checklists, their
 * profiles, the catalogue of controls, the profile's JSON Schema) lies in the resources under {@code checklists/}.
 *
 * <p>Read in this order: {@link io.countersign.command.checklist.MarkdownChecklist},
 * {@link io.countersign.command.checklist.Profile}, {@link io.countersign.command.checklist.ChecklistImport}.
 */
@NullMarked
package io.countersign.command.checklist;

import org.jspecify.annotations.NullMarked;
