package io.countersign.command.webhook;

import io.countersign.events.EventCatalog;
import io.countersign.ledger.note.Ed25519Key;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of webhooks: {@code {"endpoints": [{"name", "url", "events": ["deployment-went-live", …], "secret": "whsec_…", "key"?: "whsk_…"}]}}. Events are named
 * without {@code countersign.} and version; {@code "*"} is all. Secrets are base64 as Standard Webhooks writes them; {@code key} is the seed of an Ed25519 key.
 */
public final class Endpoints {

    private static final int MOST = 50;
    private static final int LONGEST_URL = 2_048;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern TYPE = Pattern.compile("countersign\\.(.+)\\.v[0-9]+");
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private record Whole(@Nullable List<@Nullable Written> endpoints) {}

    private record Written(@Nullable String name, @Nullable String url, @Nullable List<@Nullable String> events,
            @Nullable String secret, @Nullable String key) {
        @Override
        public String toString() {
            return String.valueOf(name);
        }
    }

    private final List<Endpoint> all;

    private Endpoints(List<Endpoint> all) {
        this.all = List.copyOf(all);
    }

    List<Endpoint> all() {
        return all;
    }

    /**
     * Reads a file.
     *
     * @param file null for none
     * @throws MalformedWebhooks if it is none of these, or an address is not allowed
     */
    public static Endpoints read(@Nullable Path file) {
        if (file == null) {
            return new Endpoints(List.of());
        }
        try {
            return parse(Files.readAllBytes(file), "the webhooks of " + file);
        } catch (IOException e) {
            throw new MalformedWebhooks("the file of webhooks " + file + " cannot be read: " + e.getMessage());
        }
    }

    /** @param what the file, in words */
    static Endpoints parse(byte[] json, String what) {
        Whole whole;
        try {
            whole = JSON.readValue(json, Whole.class);
        } catch (JacksonException e) {
            throw new MalformedWebhooks(what + " are no such JSON: " + e.getOriginalMessage() + " (line "
                    + (e.getLocation() == null ? "?" : e.getLocation().getLineNr()) + ")");
        }
        List<@Nullable Written> written = whole == null || whole.endpoints() == null ? List.of() : whole.endpoints();
        if (written.size() > MOST) {
            throw new MalformedWebhooks(what + ": at most " + MOST + " endpoints");
        }
        List<Endpoint> endpoints = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < written.size(); i++) {
            String where = what + ": endpoints[" + i + "]";
            Endpoint endpoint = endpoint(written.get(i), where);
            if (!names.add(endpoint.name())) {
                throw new MalformedWebhooks(where + ".name: " + endpoint.name() + " is there twice");
            }
            endpoints.add(endpoint);
        }
        return new Endpoints(endpoints);
    }

    private static Endpoint endpoint(@Nullable Written written, String where) {
        if (written == null || written.name() == null || !NAME.matcher(written.name()).matches()) {
            throw new MalformedWebhooks(where + ".name: must be " + NAME);
        }
        byte[] key = written.key() == null ? null : bytes(written.key(), "whsk_", where + ".key");
        if (key != null && key.length != Ed25519Key.SEED_BYTES) {
            throw new MalformedWebhooks(where + ".key: must be whsk_ and the base64 of 32 bytes");
        }
        byte[] secret = bytes(String.valueOf(written.secret()), "whsec_", where + ".secret");
        if (secret.length < 24 || secret.length > 64) {
            throw new MalformedWebhooks(where + ".secret: must be whsec_ and the base64 of 24 to 64 bytes");
        }
        return new Endpoint(written.name(), url(String.valueOf(written.url()), where + ".url"),
                types(written.events(), where + ".events"), secret, key == null ? null : Ed25519Key.ofSeed(key));
    }

    private static URI url(String text, String where) {
        try {
            URI url = new URI(text);
            boolean safe = "https".equals(url.getScheme()) || "http".equals(url.getScheme()) && loopback(url.getHost());
            if (!safe || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null
                    || text.length() > LONGEST_URL) {
                throw new MalformedWebhooks(where
                        + ": must be an https address, or http on a loopback address, without user and fragment");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new MalformedWebhooks(where + ": is no address: " + e.getReason());
        }
    }

    /** Only addresses in figures, and localhost: a name may mean something else tomorrow. */
    private static boolean loopback(@Nullable String host) {
        if (host == null || !host.equals("localhost") && !host.matches("[0-9.]+|\\[[0-9a-f:]+]")) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Set<String> types(@Nullable List<@Nullable String> events, String where) {
        if (events == null || events.isEmpty()) {
            throw new MalformedWebhooks(where + ": name at least one event, or \"*\"");
        }
        Set<String> types = new HashSet<>();
        for (String event : events) {
            Set<String> meant = EventCatalog.events().stream().map(EventCatalog::typeOf)
                    .filter(t -> "*".equals(event) || TYPE.matcher(t).replaceFirst("$1").equals(event))
                    .collect(Collectors.toSet());
            if (meant.isEmpty()) {
                throw new MalformedWebhooks(where + ": no event is called " + event);
            }
            types.addAll(meant);
        }
        return types;
    }

    private static byte[] bytes(String text, String prefix, String where) {
        try {
            if (text.startsWith(prefix)) {
                return Base64.getDecoder().decode(text.substring(prefix.length()));
            }
        } catch (IllegalArgumentException e) {
            // Said below, without what was written: it is a secret.
        }
        throw new MalformedWebhooks(where + ": must be " + prefix + " and base64");
    }
}
