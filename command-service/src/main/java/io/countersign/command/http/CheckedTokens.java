package io.countersign.command.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/**
 * Checks a token's signature once a minute instead of with every request, which is a sixth of what a write costs. Whether it has expired is looked at
 * every time. A key that its issuer withdraws is therefore trusted for a minute longer.
 */
final class CheckedTokens implements JwtDecoder {

    private static final Duration TRUSTED = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private final JwtDecoder decoder;
    private final JwtTimestampValidator times = new JwtTimestampValidator();
    private final Cache<String, Jwt> checked = Caffeine.newBuilder().expireAfterWrite(TRUSTED).maximumSize(MOST)
            .build();

    CheckedTokens(JwtDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = checked.getIfPresent(token);
        if (known != null && !times.validate(known).hasErrors()) {
            return known;
        }
        Jwt decoded = decoder.decode(token);
        checked.put(token, decoded);
        return decoded;
    }

    /** Whether it was checked a short while ago. */
    boolean knows(String token) {
        return checked.getIfPresent(token) != null;
    }
}
