package io.countersign.command.evidence;

import java.io.ByteArrayOutputStream;

/** Keeps the first {@value Signatures#HEAD_BYTES} bytes of what passes by. */
final class Head {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void add(byte[] from, int length) {
        bytes.write(from, 0, Math.min(length, Signatures.HEAD_BYTES - bytes.size()));
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
