/**
 * The vocabulary of Countersign: every event as a record, its fixed name and version, its JSON, and the catalogue that lists them. An event's
 * name ({@link io.countersign.events.EventType}) and the names and order of its members are contracts: entries sealed years ago are read by
 * them. One file per feature; what the events of one deployment add up to is in {@code state}.
 */
@NullMarked
package io.countersign.events;

import org.jspecify.annotations.NullMarked;
