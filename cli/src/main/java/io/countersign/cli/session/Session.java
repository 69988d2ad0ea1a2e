package io.countersign.cli.session;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One run of a command: where to talk to and as whom. An explicit option wins over the environment, which wins over the local stack:
 * {@code --url}, {@code --data}, {@code COUNTERSIGN_URL}, {@code .countersign}; {@code --as}, {@code COUNTERSIGN_TOKEN}, developer.
 */
public final class Session implements AutoCloseable {

    private static final String DEFAULT_ROLE = "developer";
    /** RFC 6750, 2.1. */
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final Options options;
    private final Surroundings surroundings;
    private @Nullable Transport transport;
    private @Nullable Service command;
    private @Nullable Service query;
    private @Nullable Optional<Stack> stack;
    private @Nullable Optional<String> token;

    Session(Options options, Surroundings surroundings) {
        this.options = options;
        this.surroundings = surroundings;
    }

    public PrintStream out() {
        return surroundings.out();
    }

    /** For progress and warnings. */
    public PrintStream err() {
        return surroundings.err();
    }

    public boolean json() {
        return options.json;
    }

    public Instant now() {
        return surroundings.clock().instant();
    }

    /** A path as given on the command line. */
    public Path path(Path given) {
        return surroundings.directory().resolve(given);
    }

    /** The service that decides. */
    public Service command() {
        Service known = command;
        return known != null ? known : (command = new Service(commandRoot(), this::token, transport()));
    }

    /** The service that answers. */
    public Service query() {
        Service known = query;
        return known != null ? known : (query = new Service(queryRoot(), this::token, transport()));
    }

    /** Any other address, such as that of a log to be verified; no token goes there unless {@code --as} asks for it. */
    public Service elsewhere(String address) {
        return new Service(root(address), () -> options.as == null ? null : token(), transport());
    }

    /**
     * How far query-service must have read before it answers, so that one reads one's own writes: the log's last position. Absent when the
     * question is about the past, or command-service does not say.
     */
    public @Nullable String atLeast(@Nullable String asOf) {
        if (asOf != null) {
            return null;
        }
        try {
            long size = command().get(Address.of("/api/v1/log")).path("size").asLong(0);
            return size == 0 ? null : Long.toString(size - 1);
        } catch (Failure e) {
            err().println(
                    "warning: command-service does not say how long the log is (" + Plain.line(e.getMessage() + "")
                            + "); the answer may lag behind it");
            return null;
        }
    }

    /** The log key that the local stack's own file names; only a stack named with {@code --data} counts. */
    public Optional<String> stackVkey() {
        return options.data == null ? Optional.empty() : stack().flatMap(Stack::vkey);
    }

    private URI commandRoot() {
        String given = givenUrl();
        return given != null ? root(given) : local().command();
    }

    private URI queryRoot() {
        String given = options.queryUrl;
        if (given == null && options.data == null && options.url == null) {
            given = surroundings.variable("COUNTERSIGN_QUERY_URL");
        }
        if (given != null) {
            return root(given);
        }
        String gateway = givenUrl();
        return gateway != null ? root(gateway) : local().query();
    }

    /** The address given by option or environment; null when the local stack is meant. */
    private @Nullable String givenUrl() {
        if (options.url != null) {
            return options.url;
        }
        return options.data != null ? null : surroundings.variable("COUNTERSIGN_URL");
    }

    private static URI root(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // the same answer as for a URI of another kind
        }
        throw Failure.usage("'" + url + "' is no http or https address");
    }

    /** A token is never sent to an address given by hand, unless it is asked for with {@code --as} or stands in the environment. */
    private @Nullable String token() {
        Optional<String> known = token;
        if (known == null) {
            known = Optional.ofNullable(findToken());
            token = known;
        }
        return known.orElse(null);
    }

    private @Nullable String findToken() {
        if (options.as != null) {
            return Tokens.mint(local(), options.as, transport());
        }
        String given = surroundings.variable("COUNTERSIGN_TOKEN");
        if (given != null && !BEARER.matcher(given).matches()) {
            throw Failure.usage("COUNTERSIGN_TOKEN is no bearer token"); // what it is may be a secret all the same
        }
        if (given != null) {
            return given;
        }
        return givenUrl() == null && options.queryUrl == null ? Tokens.mint(local(), DEFAULT_ROLE, transport()) : null;
    }

    private Stack local() {
        return stack().orElseThrow(() -> Failure.local("no stack.json in " + dataDirectory()
                + "; start one with: countersign up, or say where with --data or --url"));
    }

    private Optional<Stack> stack() {
        Optional<Stack> known = stack;
        return known != null ? known : (stack = Stack.in(dataDirectory()));
    }

    private Path dataDirectory() {
        return path(options.data == null ? Path.of(".countersign") : options.data);
    }

    private Transport transport() {
        Transport known = transport;
        return known != null ? known : (transport = new Transport());
    }

    @Override
    public void close() {
        if (transport != null) {
            transport.close();
        }
    }
}
