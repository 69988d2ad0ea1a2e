package io.countersign.query.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.countersign.query.intake.Fault;
import io.countersign.query.intake.IntakeStatus;
import io.countersign.query.intake.MirrorTable;
import io.countersign.query.intake.Trouble;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the service is well, whole and by part; 503 when it is not. */
@RestController
@RequestMapping("/health")
class HealthController {

    /** @param status {@code up} or {@code down}; @param reason one sentence when it is down */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(String status, @Nullable String reason) {
        static Part of(Optional<String> wrong) {
            return new Part(wrong.isEmpty() ? "up" : "down", wrong.orElse(null));
        }

        boolean up() {
            return status.equals("up");
        }
    }

    /**
     * @param db       also down while what arrives cannot be stored in it
     * @param kafka    down while the topic cannot be read
     * @param intake   down for good, until the next start, when what arrived did not fit; for a while, at a fault of ours
     * @param position last position answered for; −1 for none
     * @param fault    what stopped the intake
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Health(String status, Part db, Part kafka, Part intake, Part witness, long position,
            @Nullable Fault fault) {}

    private final IntakeStatus intake;
    private final MirrorTable mirror;

    HealthController(IntakeStatus intake, MirrorTable mirror) {
        this.intake = intake;
        this.mirror = mirror;
    }

    @GetMapping
    ResponseEntity<Health> health() {
        Part db = database();
        Part kafka = Part.of(trouble(Trouble.Part.KAFKA));
        Part taking = taking();
        Part witness = Part.of(intake.witnessSilent());
        boolean up = db.up() && kafka.up() && taking.up() && witness.up();
        return ResponseEntity.status(up ? 200 : 503).body(new Health(up ? "up" : "down", db, kafka, taking, witness,
                intake.size() - 1, intake.fault().orElse(null)));
    }

    @GetMapping("/db")
    ResponseEntity<Part> db() {
        return answer(database());
    }

    @GetMapping("/kafka")
    ResponseEntity<Part> kafka() {
        return answer(Part.of(trouble(Trouble.Part.KAFKA)));
    }

    @GetMapping("/intake")
    ResponseEntity<Part> intake() {
        return answer(taking());
    }

    private Part taking() {
        return Part.of(intake.fault().map(Fault::sentence).or(() -> trouble(Trouble.Part.INTAKE)));
    }

    private Optional<String> trouble(Trouble.Part part) {
        return intake.trouble().filter(t -> t.part() == part).map(Trouble::reason);
    }

    private Part database() {
        try {
            mirror.reach();
            return Part.of(trouble(Trouble.Part.DATABASE));
        } catch (DataAccessException | TransactionException e) {
            return Part.of(Optional.of("the database does not answer"));
        }
    }

    private static ResponseEntity<Part> answer(Part part) {
        return ResponseEntity.status(part.up() ? 200 : 503).body(part);
    }
}
