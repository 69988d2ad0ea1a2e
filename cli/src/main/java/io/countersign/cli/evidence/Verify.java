package io.countersign.cli.evidence;

import io.countersign.cli.session.Answer;
import io.countersign.cli.session.EvidenceFiles;
import io.countersign.cli.session.Exit;
import io.countersign.cli.session.Failure;
import io.countersign.cli.session.Session;
import io.countersign.cli.session.Verb;
import io.countersign.ledger.evidence.Trust;
import io.countersign.ledger.evidence.Verdict;
import io.countersign.ledger.evidence.Verification;
import io.countersign.ledger.hash.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whether evidence holds, decided here and now: a pack without any connection, a log from its own read API or a folder of its files. */
@Command(name = "verify", sortOptions = false, description = {
    "Verify an evidence pack, offline, or a log; prints every check, the verdict last.",
    "Of a log everything is read and checked, unless --entry, --consistent-with or --mirror asks for less.",
    "Exit 5 unless verified: tampered names the first fault, unverifiable what is missing."})
public final class Verify extends Verb {

    @Parameters(paramLabel = "PACK.zip|URL|DIR", description = "A pack, the address of a log, or a folder of its files as C2SP tlog-tiles names them.")
    @SuppressWarnings("NullAway.Init")
    private String target;

    @Option(names = "--evidence", paramLabel = "FILE", description = "A file that a pack names and does not hold, as it is kept elsewhere; as often as needed.")
    private List<Path> evidence = List.of();

    @Mixin
    private GivenTrust given = new GivenTrust();

    @Mixin
    private LogQuestions questions = new LogQuestions();

    @Override
    protected Answer run(Session session) throws IOException {
        Trust trust = given.trust(session);
        Verdict verdict = verify(session, trust);
        int exit = switch (verdict) {
            case Verdict.Verified _ -> Exit.DONE;
            case Verdict.Tampered _,Verdict.Unverifiable _ -> Exit.INTEGRITY;
        };
        VerdictText text = new VerdictText(verdict, trust, given.origin(session));
        return Answer.of(text.json(), text::toString).exiting(exit);
    }

    private Verdict verify(Session session, Trust trust) throws IOException {
        if (isLog(session)) {
            if (!evidence.isEmpty()) {
                throw Failure.usage(target + " is a log; --evidence is for packs");
            }
            return questions.answer(session, target, trust);
        }
        Path path = session.path(Path.of(target));
        if (!Files.isRegularFile(path)) {
            throw Failure.local("there is no pack or log at " + target);
        }
        if (questions.isAsked()) {
            throw Failure.usage(target
                    + " is a pack; --entry, --population, --consistent-with, --mirror and --checkpoint are for logs");
        }
        return Verification.ofPack(() -> Files.newInputStream(path), trust, digests(session));
    }

    private boolean isLog(Session session) {
        return LogFiles.isAddress(target) || Files.isDirectory(session.path(Path.of(target)));
    }

    private Set<Digest> digests(Session session) throws IOException {
        Set<Digest> digests = new HashSet<>();
        for (Path given : evidence) {
            Path file = session.path(given);
            if (!Files.isRegularFile(file)) {
                throw Failure.local("evidence " + given + " is no file");
            }
            digests.add(Digest.ofHex(EvidenceFiles.sha256(file)));
        }
        return digests;
    }
}
