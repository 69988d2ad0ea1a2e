/**
 * Evidence packs: what an auditor takes home and verifies without us. Put together and digested at a position, recorded in the ledger by
 * command-service, then completed with what proves it; kept, so that the same export is the same bytes for ever.
 */
@NullMarked
package io.countersign.query.evidence;

import org.jspecify.annotations.NullMarked;
