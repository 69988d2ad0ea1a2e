package io.countersign.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Parts that several classes ask: begun with the first of them, stopped when all classes of the run are through. */
record SharedParts(Beginning begin, Runnable stop) implements BeforeAllCallback {

    interface Beginning {
        void run() throws IOException;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(this, _ -> {
            try {
                begin.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return (AutoCloseable) stop::run;
        });
    }
}
