package io.countersign.query.intake;

import io.countersign.ledger.note.Ed25519;
import io.countersign.ledger.note.Ed25519Key;
import io.countersign.ledger.note.NoteSigner;
import io.countersign.query.Config;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the intake together, its tables made first. */
@Configuration(proxyBeanMethods = false)
class IntakeWiring {

    @Bean
    Witness witness(Config config, Ed25519Key key, InstantSource clock, WitnessTable table, IntakeStatus status) {
        NoteSigner signer = Ed25519.cosigner(config.origin() + "/query", key, clock);
        table.create();
        return new Witness(signer, config.origin(), table, status, clock);
    }

    @Bean
    Intake intake(Config config, MirrorTable table, ViewsTable views, Mirror mirror, Witness witness,
            ProjectionRunner runner) {
        table.create();
        views.create();
        return new Intake(config.logKey(), table, mirror, witness, runner);
    }
}
