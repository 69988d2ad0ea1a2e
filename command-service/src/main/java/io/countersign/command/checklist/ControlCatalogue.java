package io.countersign.command.checklist;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.countersign.command.decision.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The controls there are, as {@code checklists/controls.yaml} has them; the file says what its words mean. */
public final class ControlCatalogue {

    /** How 45 CFR 164 has a safeguard; {@code SUPPORTING} when no specification of it names the safeguard. */
    public enum Requirement {
        @JsonProperty("required")
        REQUIRED, @JsonProperty("addressable")
        ADDRESSABLE, @JsonProperty("supporting")
        SUPPORTING;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param framework {@code hipaa}, {@code nist-800-53r5}, {@code soc2}, {@code iso-27001}, {@code asvs}, {@code pci-dss} or
     *     {@code 21-cfr-11}
     * @param clause in the framework's own numbering, such as {@code 164.312(e)(1)} or {@code SC-8(1)}
     * @param relation of a HIPAA clause {@code required}, {@code addressable} or {@code supports}; of a NIST control {@code published} where NIST maps it
     *     itself; {@code closest-fit} otherwise
     */
    public record Mapping(String framework, String clause, String relation) {}

    /**
     * @param expected what a check must observe to pass, in words
     * @param note what is easily taken for more than it is, if anything
     */
    public record Control(String id, String title, Requirement requirement, String expected, @Nullable String note,
            List<Mapping> mappings) {
        public Control {
            mappings = List.copyOf(mappings);
        }
    }

    private static final String CLOSEST_FIT = "closest-fit";

    private final Map<String, Control> controls;

    private ControlCatalogue(Map<String, Control> controls) {
        this.controls = Collections.unmodifiableMap(controls);
    }

    /** The catalogue that ships with this version. */
    public static ControlCatalogue shipped() {
        return Shipped.CATALOGUE;
    }

    private static final class Shipped {
        static final ControlCatalogue CATALOGUE = read(ShippedChecklists.resource("controls.yaml"));
    }

    public Optional<Control> find(String id) {
        return Optional.ofNullable(controls.get(id));
    }

    /** Those of some controls that may be addressed rather than implemented, in the catalogue's order. */
    public List<String> addressable(Set<String> some) {
        return controls.values().stream().filter(c -> c.requirement() == Requirement.ADDRESSABLE).map(Control::id)
                .filter(some::contains).toList();
    }

    /** In the catalogue's order. */
    public Set<String> ids() {
        return controls.keySet();
    }

    public List<Control> all() {
        return List.copyOf(controls.values());
    }

    /** At most five ids near one that is not in the catalogue. */
    public List<String> nearest(String unknown) {
        return Nearest.to(unknown, ids());
    }

    private static ControlCatalogue read(byte[] yaml) {
        Map<String, Control> controls = new LinkedHashMap<>();
        for (var entry : YAMLMapper.builder().build().readTree(yaml).required("controls").properties()) {
            JsonNode control = entry.getValue();
            controls.put(entry.getKey(), new Control(entry.getKey(), control.required("title").asString(),
                    Requirement.valueOf(control.required("requirement").asString().toUpperCase(Locale.ROOT)),
                    control.required("expected").asString(),
                    control.has("note") ? control.required("note").asString() : null,
                    mappings(control.required("mappings"))));
        }
        return new ControlCatalogue(controls);
    }

    private static List<Mapping> mappings(JsonNode frameworks) {
        List<Mapping> mappings = new ArrayList<>();
        for (var framework : frameworks.properties()) {
            String name = framework.getKey();
            JsonNode clauses = framework.getValue();
            if (clauses.isObject()) {
                for (var relation : clauses.properties()) {
                    relation.getValue().forEach(c -> mappings.add(new Mapping(name, c.asString(), relation.getKey())));
                }
            } else {
                clauses.forEach(c -> mappings.add(c.isObject()
                        ? new Mapping(name, c.required("clause").asString(), c.required("is").asString())
                        : new Mapping(name, c.asString(), CLOSEST_FIT)));
            }
        }
        return mappings;
    }
}
