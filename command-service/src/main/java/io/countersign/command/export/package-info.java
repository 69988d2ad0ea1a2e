/** Evidence packs that left the house: each is an entry in the streams it was asked by. The query service puts them together. */
@NullMarked
package io.countersign.command.export;

import org.jspecify.annotations.NullMarked;
