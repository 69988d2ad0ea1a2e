/** Whether this process can do its work, for people and for orchestrators: {@code /health}, {@code /health/<part>}, {@code /metrics}. */
@NullMarked
package io.countersign.command.health;

import org.jspecify.annotations.NullMarked;
