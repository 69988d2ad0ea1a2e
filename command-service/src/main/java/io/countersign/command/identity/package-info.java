/**
 * Who asks. A person or machine is known by a keyed HMAC of issuer and subject, and in entries by an opaque {@code person/<uuid>} that is given
 * with their first entry; issuer, subject and name stand in that entry as digests of disclosures only.
 */
@NullMarked
package io.countersign.command.identity;

import org.jspecify.annotations.NullMarked;
