package io.countersign.stack;

import io.countersign.local.LocalFault;
import java.nio.file.Files;
import java.nio.file.Path;

/** The built programs below the repository's root, which the launcher script names in the system property {@code countersign.home}. */
record Installation(Path home) {
    static Installation here() {
        return new Installation(Path.of(System.getProperty("countersign.home", ".")).toAbsolutePath().normalize());
    }

    /** The jar of a module, with what it needs in {@code lib} beside it. */
    Path jar(String module) {
        var jar = home.resolve(module).resolve("target").resolve(module + ".jar");
        if (!Files.isReadable(jar)) {
            throw new LocalFault(jar + " is missing: build Countersign first, with ./countersign or mvn package.");
        }
        return jar;
    }

    /** Where a module's recorded start is kept; the file may be missing. */
    Path startCache(String module) {
        return home.resolve(module).resolve("target").resolve(module + ".aot");
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
