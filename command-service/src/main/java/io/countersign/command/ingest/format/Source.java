package io.countersign.command.ingest.format;

import java.io.IOException;
import java.io.InputStream;

/** A file's bytes, from their beginning as often as asked for. */
@FunctionalInterface
public interface Source {

    InputStream open() throws IOException;
}
