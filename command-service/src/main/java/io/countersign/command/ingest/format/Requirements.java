package io.countersign.command.ingest.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * pip's requirements file, a requirement a line. Pinned is what is fixed to one version; a URL, a path and an editable project name no version. What
 * {@code -r} brings in lies in another file, of which nothing is known here.
 *
 * <pre>
 * django[argon2]==5.2.8 ; python_version &gt;= "3.12" \
 *     --hash=sha256:…   # with extras, a marker and a hash
 * </pre>
 */
final class Requirements {

    private static final int MAX_LINES = 200_000;
    private static final int MAX_LINE = 1 << 16;
    private static final Pattern REQUIREMENT = Pattern.compile(
            "[A-Za-z0-9][A-Za-z0-9._-]*+\\s*+(?:\\[[A-Za-z0-9._, -]*+\\])?+\\s*+\\(?+(?<spec>[^()]*+)\\)?+");
    private static final Pattern CLAUSE = Pattern.compile("(===|==|~=|!=|<=|>=|<|>)\\s*+([A-Za-z0-9._+!*-]++)");
    private static final Pattern DIRECT = Pattern
            .compile("(?:[A-Za-z0-9._-]++\\s*+(?:\\[[^\\]]*+\\])?+\\s*+@\\s*+)?+(?:[a-z][a-z0-9+.]*+://|file:)\\S++");
    private static final Pattern PATH = Pattern.compile("(?:\\.{0,2}/\\S*+|\\.{1,2}|\\S*\\.(?:whl|zip|tar\\.gz))");
    private static final Set<String> INCLUDES = Set.of("-r", "--requirement");
    private static final Set<String> EDITABLE = Set.of("-e", "--editable");
    private static final Set<String> OPTIONS = Set.of("-c", "--constraint", "-i", "--index-url", "--extra-index-url",
            "--no-index", "-f", "--find-links", "--no-binary", "--only-binary", "--prefer-binary", "--require-hashes",
            "--pre", "--trusted-host", "--use-feature");
    private static final List<String> OF_ONE = List.of("--hash", "--config-settings", "--global-option",
            "--install-option", "-C");

    private long requirements;
    private long unpinned;
    private long hashed;
    private long includes;

    private Requirements() {}

    static void read(Bounded bytes, Draft draft) throws Unreadable {
        Requirements read = new Requirements();
        read.lines(bytes);
        read.into(draft);
    }

    private void into(Draft draft) throws Unreadable {
        if (requirements == 0 && includes == 0) {
            throw new Unreadable("The file lists no requirement.");
        }
        draft.number("requirements", requirements);
        draft.number("unpinned", unpinned);
        draft.number("hashed", hashed);
        if (includes > 0) {
            draft.number("includes", includes);
            draft.doubt("The file brings in others, which are not part of it.", "requirements", "unpinned");
        }
    }

    private void lines(Bounded bytes) throws Unreadable {
        try {
            BufferedReader in = new BufferedReader(Text.of(bytes));
            StringBuilder logical = new StringBuilder();
            int number = 0;
            String line;
            while ((line = line(in, bytes)) != null) {
                if (++number > MAX_LINES) {
                    throw new Unreadable("The file has more than " + MAX_LINES + " lines.");
                }
                String bare = uncommented(line);
                boolean continued = bare.endsWith("\\");
                logical.append(continued ? bare.substring(0, bare.length() - 1) : bare);
                if (logical.length() > MAX_LINE) {
                    throw new Unreadable("Line " + number + " of the file is longer than " + MAX_LINE + " characters.");
                }
                if (!continued) {
                    requirement(logical.toString().strip(), number);
                    logical.setLength(0);
                }
            }
            requirement(logical.toString().strip(), number);
        } catch (IOException e) {
            throw new Unreadable("The file is no text.");
        }
    }

    /** One line, read no further than is held of one. */
    private static @Nullable String line(BufferedReader in, Bounded bytes)
            throws IOException, Unreadable {
        bytes.part();
        StringBuilder line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (c < ' ' && c != '\t' && c != '\r' && c != '\f' || line.length() > MAX_LINE) {
                throw new Unreadable("The file is no list of requirements.");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /** A comment begins a line, or follows white space. */
    private static String uncommented(String line) {
        for (int at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
            if (at == 0 || Character.isWhitespace(line.charAt(at - 1))) {
                return line.substring(0, at).stripTrailing();
            }
        }
        return line;
    }

    private void requirement(String line, int number) throws Unreadable {
        if (line.isEmpty()) {
            return;
        }
        String first = line.split("[\\s=]", 2)[0];
        if (line.startsWith("-")) {
            option(line, first, number);
            return;
        }
        requirements++;
        String named = withoutOptions(line);
        hashed += line.contains("--hash=") || line.contains("--hash ") ? 1 : 0;
        String bare = withoutMarker(named);
        if (DIRECT.matcher(bare).matches() || PATH.matcher(bare).matches()) {
            unpinned++;
        } else {
            versions(bare, number);
        }
    }

    private void option(String line, String name, int number) throws Unreadable {
        boolean together = name.length() > 2 && !name.startsWith("--");
        String option = together ? name.substring(0, 2) : name;
        if (INCLUDES.contains(option)) {
            includes++;
        } else if (EDITABLE.contains(option)) {
            requirements++;
            unpinned++;
        } else if (!OPTIONS.contains(option)) {
            throw new Unreadable("Line " + number + " of the file is no requirement and no option that is known.");
        }
    }

    private static String withoutOptions(String line) {
        String[] words = line.split("\\s+");
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            if (OF_ONE.stream().anyMatch(word::startsWith)) {
                return String.join(" ", Arrays.copyOf(words, i));
            }
        }
        return line;
    }

    /** In a URL a semicolon needs white space before it to begin a marker. */
    private static String withoutMarker(String requirement) {
        int at = requirement.contains("://") ? requirement.indexOf(" ;") : requirement.indexOf(';');
        return (at < 0 ? requirement : requirement.substring(0, at)).strip();
    }

    private void versions(String requirement, int number) throws Unreadable {
        var matcher = REQUIREMENT.matcher(requirement);
        if (!matcher.matches()) {
            throw new Unreadable("Line " + number + " of the file is no requirement.");
        }
        boolean pinned = false;
        String spec = matcher.group("spec").strip();
        for (String clause : spec.isEmpty() ? new String[0] : spec.split(",", -1)) {
            var version = CLAUSE.matcher(clause.strip());
            if (!version.matches()) {
                throw new Unreadable("Line " + number + " of the file is no requirement.");
            }
            pinned |= version.group(1).startsWith("==") && !version.group(2).contains("*");
        }
        unpinned += pinned ? 0 : 1;
    }
}
