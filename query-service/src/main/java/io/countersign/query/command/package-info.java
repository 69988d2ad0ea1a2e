/** What this service asks of command-service, over its public HTTP API: entries it lacks, disclosures, evidence files, and the record of an export. */
@NullMarked
package io.countersign.query.command;

import org.jspecify.annotations.NullMarked;
