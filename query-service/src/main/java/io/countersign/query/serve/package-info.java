/** The log's read API (C2SP tlog-tiles), served again from what was verified and mirrored here. */
@NullMarked
package io.countersign.query.serve;

import org.jspecify.annotations.NullMarked;
