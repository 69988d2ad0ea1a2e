/** Evidence packs: export one, and verify packs and logs without trusting anyone. */
@NullMarked
package io.countersign.cli.evidence;

import org.jspecify.annotations.NullMarked;
