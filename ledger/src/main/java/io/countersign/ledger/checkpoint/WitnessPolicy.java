package io.countersign.ledger.checkpoint;

import io.countersign.ledger.note.VerifierKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which logs and witnesses are known, and whose cosignatures make a checkpoint valid (C2SP tlog-policy).
 *
 * <pre>
 * log example.com/ledger+….
 * witness X1 witness.example/x1+…
 * witness X2 witness.example/x2+…
 * group X any X1 X2
 * quorum X
 * </pre>
 */
public final class WitnessPolicy {

    private static final int MAX_CHARS = 1 << 20;

    private final List<VerifierKey> logs;
    private final List<Witness> witnesses;
    private final Quorum quorum;

    private WitnessPolicy(List<VerifierKey> logs, List<Witness> witnesses, Quorum quorum) {
        this.logs = List.copyOf(logs);
        this.witnesses = List.copyOf(witnesses);
        this.quorum = quorum;
    }

    /**
     * A witness of the policy.
     *
     * @param name what the policy's groups call it; the key's own name where no policy file does
     * @param key  what it cosigns with
     * @param url  where it is asked, as the policy writes it
     */
    public record Witness(String name, VerifierKey key, Optional<String> url) {}

    /** Knows these witnesses and requires none of them. */
    public static WitnessPolicy none(Collection<VerifierKey> witnesses) {
        return new WitnessPolicy(List.of(), witnesses.stream().map(WitnessPolicy::unlisted).toList(),
                new Group("none", 0, List.of()));
    }

    /**
     * Reads a policy file.
     *
     * @throws IllegalArgumentException naming the line that does not follow the format
     */
    public static WitnessPolicy parse(String text) {
        if (text.length() > MAX_CHARS) {
            throw new IllegalArgumentException("policy of more than " + MAX_CHARS + " characters");
        }
        Reader reader = new Reader();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            try {
                reader.line(lines[i].replaceAll("^[ \t]+|[ \t]+$", ""));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("policy line " + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        if (reader.quorum == null) {
            throw new IllegalArgumentException("policy has no quorum line");
        }
        return new WitnessPolicy(reader.logs, reader.witnesses, Objects.requireNonNull(reader.quorum));
    }

    /** The logs a checkpoint may be of; may be none. */
    public List<VerifierKey> logs() {
        return logs;
    }

    /** Keys of all witnesses known, required or not. */
    public List<VerifierKey> witnesses() {
        return witnesses.stream().map(Witness::key).toList();
    }

    /** All witnesses known, required or not, with their names and addresses. */
    public List<Witness> listed() {
        return witnesses;
    }

    /** The same policy, that also knows (and does not require) further witnesses. */
    public WitnessPolicy knowing(Collection<VerifierKey> more) {
        List<Witness> all = new ArrayList<>(witnesses);
        more.stream().filter(key -> !witnesses().contains(key)).map(WitnessPolicy::unlisted).forEach(all::add);
        return new WitnessPolicy(logs, all, quorum);
    }

    private static Witness unlisted(VerifierKey key) {
        return new Witness(key.name(), key, Optional.empty());
    }

    /** Whether any cosignature is required at all. */
    public boolean requiresWitnesses() {
        return !(quorum instanceof Group group && group.threshold == 0);
    }

    /** What is lacking to the quorum, in words; nothing if it is met. */
    public List<String> unmet(Collection<Cosignature> cosignatures) {
        Set<VerifierKey> signed = new HashSet<>();
        cosignatures.forEach(each -> signed.add(each.witness()));
        return quorum.isMet(signed) ? List.of() : List.of(quorum.describe(signed));
    }

    private sealed interface Quorum {
        boolean isMet(Set<VerifierKey> signed);

        String describe(Set<VerifierKey> signed);
    }

    private record One(String name, VerifierKey key) implements Quorum {
        @Override
        public boolean isMet(Set<VerifierKey> signed) {
            return signed.contains(key);
        }

        @Override
        public String describe(Set<VerifierKey> signed) {
            return "witness " + name + " (" + key.name() + ") has not cosigned";
        }
    }

    private record Group(String name, int threshold, List<Quorum> members) implements Quorum {
        @Override
        public boolean isMet(Set<VerifierKey> signed) {
            return count(signed) >= threshold;
        }

        @Override
        public String describe(Set<VerifierKey> signed) {
            return "group " + name + " needs " + threshold + " of " + members.size() + ", has " + count(signed);
        }

        private long count(Set<VerifierKey> signed) {
            return members.stream().filter(member -> member.isMet(signed)).count();
        }
    }

    private static final class Reader {

        private final List<VerifierKey> logs = new ArrayList<>();
        private final List<Witness> witnesses = new ArrayList<>();
        private final Map<String, Quorum> named = new LinkedHashMap<>();
        private final Set<String> members = new HashSet<>();
        @Nullable
        private Quorum quorum;

        void line(String line) {
            if (line.isEmpty() || line.startsWith("#")) {
                return;
            }
            if (line.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
                throw new IllegalArgumentException("control character");
            }
            List<String> words = Arrays.asList(line.split("[ \t]+"));
            switch (words.getFirst()) {
                case "log" -> log(words);
                case "witness" -> witness(words);
                case "group" -> group(words);
                case "quorum" -> quorum(words);
                default ->
                    throw new IllegalArgumentException("neither log, witness, group nor quorum: " + words.getFirst());
            }
        }

        private void log(List<String> words) {
            require(words.size() == 2 || words.size() == 3, "a log has a vkey and perhaps a URL");
            VerifierKey key = VerifierKey.parse(words.get(1));
            require(key.type() != VerifierKey.Type.COSIGNATURE, "not a log's key: " + key);
            requireNew(key, logs);
            logs.add(key);
        }

        private void witness(List<String> words) {
            require(words.size() == 3 || words.size() == 4, "a witness has a name, a vkey and perhaps a URL");
            VerifierKey key = VerifierKey.parse(words.get(2));
            require(key.type().isCosignature(), "not a witness's key: " + key);
            requireNew(key, witnesses.stream().map(Witness::key).toList());
            witnesses.add(new Witness(words.get(1), key,
                    words.size() == 4 ? Optional.of(words.get(3)) : Optional.empty()));
            define(words.get(1), new One(words.get(1), key));
        }

        private void group(List<String> words) {
            require(words.size() >= 4, "a group has a name, a threshold and members");
            List<Quorum> in = new ArrayList<>();
            for (String name : words.subList(3, words.size())) {
                Quorum member = named.get(name);
                require(member != null, "not defined above: " + name);
                require(members.add(name), "already a member of a group: " + name);
                in.add(Objects.requireNonNull(member));
            }
            define(words.get(1), new Group(words.get(1), threshold(words.get(2), in.size()), in));
        }

        private void quorum(List<String> words) {
            require(words.size() == 2 && quorum == null, "one quorum line, with one name");
            quorum = words.get(1).equals("none") ? new Group("none", 0, List.of()) : named.get(words.get(1));
            require(quorum != null, "not defined above: " + words.get(1));
        }

        private void define(String name, Quorum meaning) {
            require(!name.equals("none") && named.put(name, meaning) == null, "name taken: " + name);
        }

        private static int threshold(String word, int members) {
            int threshold = switch (word) {
                case "all" -> members;
                case "any" -> 1;
                default -> {
                    require(word.matches("[1-9][0-9]{0,5}"), "no threshold: " + word);
                    yield Integer.parseInt(word);
                }
            };
            require(threshold <= members, "a threshold of " + threshold + " among " + members);
            return threshold;
        }

        private static void requireNew(VerifierKey key, List<VerifierKey> known) {
            require(known.stream().noneMatch(each -> Arrays.equals(each.publicKey(), key.publicKey())),
                    "key given twice: " + key);
        }

        private static void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }
}
