package io.countersign.stack;

import io.countersign.local.LocalFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** Where the recorded start of a program is kept; the file may be missing. */
    Path startCache(String program) {
        return home.resolve("infra/stack/target/starts").resolve(program + ".aot");
    }

    /**
     * JVM options that make a program start quicker.
     *
     * @param recordings where to record the start, which is written when the program ends; null to make use of what is recorded
     */
    List<String> startOptions(String program, @Nullable Path recordings) {
        var quiet = List.of("-Xlog:aot=off", "-Xlog:cds=off");
        if (recordings == null && !Files.exists(startCache(program))) {
            return quiet;
        }
        var option = recordings == null
                ? "-XX:AOTCache=" + startCache(program)
                : "-XX:AOTCacheOutput=" + recordings.resolve(program + ".aot");
        return Stream.concat(quiet.stream(), Stream.of(option)).toList();
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
