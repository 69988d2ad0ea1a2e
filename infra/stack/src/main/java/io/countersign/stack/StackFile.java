package io.countersign.stack;

import io.countersign.local.Identity;
import io.countersign.local.LocalFault;
import io.countersign.local.LocalIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code stack.json}: where a running stack answers and how to speak to it; readable by its owner only, and there only while the stack
 * runs.
 *
 * <pre>
 * {"command": "http://127.0.0.1:8081", "query": …, "console": …, "issuer": …, "tsa": …, "origin": "countersign.local/5f3a09c1",
 *  "vkey": "…", "issuerSecret": "…", "tokens": {"developer": "eyJ…", …}, "tsaCa": "…/tsa-ca.pem", "kafka": "127.0.0.1:9092",
 *  "postgres": {"url": "jdbc:postgresql://…", "user": "postgres", "password": "…"}, "process": 4711}
 * </pre>
 */
final class StackFile implements AutoCloseable {
    /** Tokens live 15 minutes. */
    private static final long REFRESH_MINUTES = 10;
    private static final long LOOK_SECONDS = 5;

    private final DataDirectory data;
    private final LocalStack stack;
    private final Secrets secrets;
    private final LocalIssuer issuer;
    private String vkey = "";
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("tokens").factory());

    StackFile(DataDirectory data, LocalStack stack, Secrets secrets, LocalIssuer issuer) {
        this.data = data;
        this.stack = stack;
        this.secrets = secrets;
        this.issuer = issuer;
    }

    /** Writes it now, every ten minutes, and soon after the log's key was rotated. */
    void keepFresh() {
        vkey = stack.newestVkey().orElseGet(secrets::firstVkey);
        write();
        timer.scheduleAtFixedRate(this::write, REFRESH_MINUTES, REFRESH_MINUTES, TimeUnit.MINUTES);
        timer.scheduleWithFixedDelay(this::followKey, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void followKey() {
        stack.newestVkey().filter(newest -> !newest.equals(vkey)).ifPresent(newest -> {
            vkey = newest;
            write();
        });
    }

    private synchronized void write() {
        var document = new LinkedHashMap<String, Object>(stack.addresses());
        document.put("origin", secrets.origin());
        document.put("vkey", vkey);
        document.put("issuerSecret", issuer.secret());
        var tokens = new LinkedHashMap<String, String>();
        Identity.ROLES.forEach(role -> tokens.put(role, issuer.token(role)));
        document.put("tokens", tokens);
        document.putAll(stack.behind());
        document.put("process", ProcessHandle.current().pid());
        var file = file(data);
        var fresh = file.resolveSibling("stack.json.new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, JsonMapper.shared().writeValueAsBytes(document));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new LocalFault("Cannot write " + file + ": " + LocalFault.why(e) + ".", e);
        }
    }

    private static Path file(DataDirectory data) {
        return data.root().resolve("stack.json");
    }

    /** Removes what a stack that was killed has left. */
    static void delete(DataDirectory data) {
        try {
            Files.deleteIfExists(file(data));
        } catch (IOException e) {
            throw new LocalFault("Cannot delete " + file(data) + ": " + LocalFault.why(e) + ".", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        delete(data);
    }
}
