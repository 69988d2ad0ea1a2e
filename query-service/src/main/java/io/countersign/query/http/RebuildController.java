package io.countersign.query.http;

import io.countersign.query.answer.Problem;
import io.countersign.query.intake.ProjectionRunner;
import io.countersign.query.intake.ProjectionRunner.Rebuilt;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Builds the views anew from the mirror's first entry; reads go on meanwhile. */
@RestController
class RebuildController {

    private static final Set<String> MAY = Set.of("security", "devops");

    private final ProjectionRunner runner;

    RebuildController(ProjectionRunner runner) {
        this.runner = runner;
    }

    @PostMapping("/api/v1/views/rebuild")
    Rebuilt rebuild(Authentication caller) {
        if (caller.getAuthorities().stream().map(GrantedAuthority::getAuthority).noneMatch(MAY::contains)) {
            throw Problem.forbidden("role-lacking", "Rebuilding the views takes the role security or devops.");
        }
        return runner.rebuild();
    }
}
