/** What became of a control over time, in whichever deployments of a system and environment: its checks, waivers and decisions. */
@NullMarked
package io.countersign.query.controls;

import org.jspecify.annotations.NullMarked;
