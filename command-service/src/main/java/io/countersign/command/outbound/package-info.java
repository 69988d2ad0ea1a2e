/** The way out, to witnesses, time stamp authorities and webhooks: bounded in time and bytes, without redirects, to configured addresses only. */
@NullMarked
package io.countersign.command.outbound;

import org.jspecify.annotations.NullMarked;
