/** The key file as the service has it open: what signs, and how a new key gets into it. Below everything else. */
@NullMarked
package io.countersign.command.keyring;

import org.jspecify.annotations.NullMarked;
