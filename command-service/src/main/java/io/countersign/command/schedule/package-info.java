/** What the service does by itself when its time comes: db-scheduler keeps the timetable, the log says what is to be done. */
@NullMarked
package io.countersign.command.schedule;

import org.jspecify.annotations.NullMarked;
