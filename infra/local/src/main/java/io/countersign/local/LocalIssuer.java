package io.countersign.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/**
 * A real OpenID issuer for one machine: discovery document, key set and token endpoint over HTTP on 127.0.0.1, signed tokens (RS256) that
 * live 15 minutes. It has no people and no passwords: whoever knows its secret may have a token for any {@link Identity}. The signing
 * key and the secret stay in its directory, so tokens survive a restart.
 *
 * <p>
 * A token says {@code iss, sub, name, aud, roles, client_kind, iat, exp, jti}:
 *
 * <pre>
 * {"iss": "http://127.0.0.1:8083", "sub": "developer", "name": "Local developer", "aud": "countersign", "roles": ["developer"],
 *  "client_kind": "user", "iat": 1767225600, "exp": 1767226500, "jti": "…"}
 * </pre>
 */
public final class LocalIssuer implements AutoCloseable {
    /** The audience of every token. */
    public static final String AUDIENCE = "countersign";
    /** How long a token is valid. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private final RSAKey key;
    private final String secret;
    private final String serviceSecret;
    private final InstantSource clock;
    private final IssuerEndpoints endpoints;

    private LocalIssuer(RSAKey key, String secret, String serviceSecret, int port, InstantSource clock)
            throws IOException {
        this.key = key;
        this.secret = secret;
        this.serviceSecret = serviceSecret;
        this.clock = clock;
        this.endpoints = new IssuerEndpoints(port, this);
    }

    /**
     * Starts the issuer of a directory.
     *
     * @param port
     *            0 for the same as last time if it is free, else any
     */
    public static LocalIssuer start(Path directory, int port, InstantSource clock) {
        var settings = Settings.open(Settings.directory(directory).resolve("issuer.properties"));
        var chosen = port == 0 ? settings.port("port") : port;
        try {
            var key = RSAKey.parse(settings.get("key", LocalIssuer::newKey));
            return new LocalIssuer(key, settings.get("secret", Settings::secret),
                    settings.get("serviceSecret", Settings::secret), chosen, clock);
        } catch (ParseException e) {
            throw new LocalFault("The issuer's key in " + directory + " is damaged: delete issuer.properties there.",
                    e);
        } catch (IOException e) {
            throw new LocalFault("The issuer cannot listen on port " + chosen + ": " + LocalFault.why(e) + ".", e);
        }
    }

    private static String newKey() {
        try {
            return new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256)
                    .keyID(UUID.randomUUID().toString()).generate().toJSONString();
        } catch (JOSEException e) {
            throw new LocalFault("The issuer cannot make a key: " + e.getMessage() + ".", e);
        }
    }

    /** The issuer's name, claim {@code iss}; {@code /.well-known/openid-configuration} below it says the rest. */
    public String issuer() {
        return "http://127.0.0.1:" + endpoints.port();
    }

    /** Where the public keys are. */
    public String jwksUri() {
        return issuer() + "/jwks";
    }

    /** Where tokens are had for the secret. */
    public String tokenEndpoint() {
        return issuer() + "/token";
    }

    /** What {@link #tokenEndpoint} takes as {@code client_secret}. */
    public String secret() {
        return secret;
    }

    /** What {@link #tokenEndpoint} takes from the client {@code query-service}, which gets tokens for itself only. */
    public String serviceSecret() {
        return serviceSecret;
    }

    /** A token of the role's own local identity. */
    public String token(String role) {
        return token(Identity.of(role));
    }

    /** A token of a made-up identity. */
    public String token(String subject, String name, String... roles) {
        return token(Identity.of(subject, name, List.of(roles)));
    }

    /** A token, valid from now for {@link #LIFETIME}. */
    public String token(Identity identity) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder().issuer(issuer()).subject(identity.subject()).audience(AUDIENCE)
                .claim("name", identity.name()).claim("roles", identity.roles())
                .claim("client_kind", identity.clientKind())
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString())
                .build();
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).type(JOSEObjectType.JWT).build();
        var jwt = new SignedJWT(header, claims);
        try {
            jwt.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new LocalFault("The issuer cannot sign: " + e.getMessage() + ".", e);
        }
        return jwt.serialize();
    }

    String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** Stops listening; tokens already given stay valid until they expire. */
    @Override
    public void close() {
        endpoints.close();
    }
}
