package io.countersign.command.http;

import io.countersign.command.axon.Asked;
import io.countersign.command.axon.People;
import io.countersign.command.decision.Refusal;
import io.countersign.command.decision.Refusing;
import io.countersign.command.disclosure.Drawn;
import io.countersign.command.identity.Asker;
import io.countersign.command.identity.Asker.Introduction;
import io.countersign.command.identity.Bearer;
import io.countersign.command.identity.Identities;
import io.countersign.events.Redactable;
import io.countersign.ledger.disclosure.Disclosure;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives controllers a {@link Writes.Request} (who asks, and under which idempotency key), or the {@link Bearer} alone. */
final class RequestResolver implements HandlerMethodArgumentResolver {

    private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

    private final Identities identities;
    private final People people;
    private final RandomGenerator random;

    RequestResolver(Identities identities, People people, RandomGenerator random) {
        this.identities = identities;
        this.people = people;
        this.random = random;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Writes.Request.class || parameter.getParameterType() == Bearer.class;
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer model,
            NativeWebRequest web, @Nullable WebDataBinderFactory binders) {
        return parameter.getParameterType() == Bearer.class ? bearer() : request(web);
    }

    private Writes.Request request(NativeWebRequest web) {
        HttpServletRequest request = Objects.requireNonNull(web.getNativeRequest(HttpServletRequest.class));
        Bearer bearer = bearer();
        String identity = identities.identity(bearer.issuer(), bearer.subject());
        List<Disclosure> introduction = people.person(identity).isPresent() ? List.of() : introduction(bearer);
        Asker asker = new Asker(identity, bearer.kind(), bearer.roles(),
                introduction.isEmpty() ? null : digests(introduction));
        return new Writes.Request(bearer, asker, key(request, identity),
                () -> Stream.concat(introduction.stream(), Drawn.all().stream()).toList());
    }

    /** Whom the current request's token speaks for; the filter has let nobody through without one. */
    private static Bearer bearer() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication instanceof JwtAuthenticationToken token) {
            return Bearer.of(token.getToken());
        }
        throw new Refusing(Refusal.of(Refusal.Problem.UNAUTHENTICATED, "token-present", "A bearer token is needed."));
    }

    private List<Disclosure> introduction(Bearer bearer) {
        return List.of(Disclosure.draw(random, "issuer", bearer.issuer()),
                Disclosure.draw(random, "subjectName", bearer.subject()),
                Disclosure.draw(random, "name", bearer.name()));
    }

    private static Introduction digests(List<Disclosure> drawn) {
        return new Introduction(new Redactable(drawn.get(0).digest()), new Redactable(drawn.get(1).digest()),
                new Redactable(drawn.get(2).digest()));
    }

    private Asked.@Nullable Key key(HttpServletRequest request, String identity) {
        List<String> headers = Collections.list(request.getHeaders("Idempotency-Key"));
        if (headers.isEmpty()) {
            return null;
        }
        String header = headers.getFirst();
        if (headers.size() > 1 || !KEY.matcher(header).matches()) {
            throw new Refusing(Refusal.of(Refusal.Problem.INVALID, "idempotency-key-readable",
                    "An Idempotency-Key is one of 1 to 255 visible ASCII characters.").in("Idempotency-Key"));
        }
        return new Asked.Key(identities.idempotencyKey(identity, header),
                identities.requestDigest(request.getMethod(), request.getRequestURI(), BodyLimit.of(request)));
    }
}
