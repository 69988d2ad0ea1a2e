/** What the line to a service is made of, tried piece by piece. */
@NullMarked
package io.countersign.cli.session;

import org.jspecify.annotations.NullMarked;
