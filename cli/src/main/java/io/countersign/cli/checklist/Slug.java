package io.countersign.cli.checklist;

import io.countersign.cli.session.Failure;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The default id of a checklist: the slug of its file's base name. */
final class Slug {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private Slug() {}

    static String base(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    static String of(Path file) {
        String slug = Normalizer.normalize(base(file), Normalizer.Form.NFC).toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}._]+", "-").replaceAll("^[-._]+|[-._]+$", "");
        if (!ID.matcher(slug).matches()) {
            throw Failure.usage("the file name " + file.getFileName()
                    + " makes no id of a-z, 0-9, '.', '_' and '-' (63 at most); give one with --id");
        }
        return slug;
    }
}
