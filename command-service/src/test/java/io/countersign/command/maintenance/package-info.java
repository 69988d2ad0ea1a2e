/** Tests of recurring maintenance. */
@NullMarked
package io.countersign.command.maintenance;

import org.jspecify.annotations.NullMarked;
