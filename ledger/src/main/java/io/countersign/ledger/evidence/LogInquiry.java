package io.countersign.ledger.evidence;

import io.countersign.ledger.checkpoint.Checkpoint;
import io.countersign.ledger.note.SignedNote;
import io.countersign.ledger.tree.TileSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What somebody wants to know of a log at a checkpoint, and the verdict on all of it. Each question reads only what its proof needs; asked for nothing but a verdict, it
 * says whether the checkpoint itself is the log's. Questions are answered in the order asked, up to the first fault. For one thread.
 */
public final class LogInquiry {

    /** A question: reports what it finds, or throws the fault. */
    @FunctionalInterface
    interface Question {
        void answer(Checkpoint checkpoint, CheckpointCheck checkpoints, Findings findings) throws FaultFound;
    }

    private final SignedNote note;
    private final TileSource log;
    private final Trust trust;
    private final List<Question> questions = new ArrayList<>();

    LogInquiry(SignedNote note, TileSource log, Trust trust) {
        this.note = note;
        this.log = log;
        this.trust = trust;
    }

    /**
     * Is every entry, every tile and the root what was sealed? Entries are streamed and memory is bounded but for some 80 bytes per stream. The first fault in the log's order is the
     * one named, however many threads there are.
     *
     * @param populations streams to be shown complete up to the checkpoint, such as {@code deployment/0198…}
     * @param threads     that read and hash, at least 1
     */
    public LogInquiry whole(List<String> populations, int threads) {
        questions.add((checkpoint, _, findings) -> new LogVerification(checkpoint, log, findings, populations, threads)
                .check());
        return this;
    }

    /** Does the entry at a position stand in the log? Reads the bundle it lies in and the tiles of its proof. */
    public LogInquiry entry(long position) {
        questions.add((checkpoint, _, findings) -> new EntryQuestion(log, position).answer(checkpoint, findings));
        return this;
    }

    /**
     * Is the log as it was at an older checkpoint the beginning of what it is now? Reads the tiles of a consistency proof.
     *
     * @param name  what to call the older checkpoint, such as its file's name
     * @param older signed by the log as well
     */
    public LogInquiry consistentWith(String name, SignedNote older) {
        questions.add((checkpoint, checkpoints, findings) -> {
            Checkpoint kept = checkpoints.openOlder(name, older, checkpoint.origin());
            new PrefixQuestion(log, checkpoint).answer(name, kept, findings);
        });
        return this;
    }

    /** Are the log's first entries, so many of them, the beginning of what it is now, and with what root? */
    public LogInquiry consistentWith(long size) {
        questions.add((checkpoint, _, findings) -> new PrefixQuestion(log, checkpoint).answer(size, findings));
        return this;
    }

    /**
     * Is another copy the same log, as far as both go? If not, where do they part? Compares hash tiles from the root down, at most one per level on each side.
     *
     * @param name         what to call the copy, such as its address
     * @param mirrorNote   its checkpoint
     * @param mirrorSource its hash tiles
     */
    public LogInquiry mirroredBy(String name, SignedNote mirrorNote, TileSource mirrorSource) {
        questions.add((checkpoint, checkpoints, findings) -> {
            Checkpoint mirror = checkpoints.openOlder(name, mirrorNote, checkpoint.origin());
            new MirrorQuestion(log, checkpoint, name, mirrorSource, mirror).answer(findings);
        });
        return this;
    }

    /**
     * When had a timestamp authority seen the checkpoint?
     *
     * @param name     what to call the timestamp, such as its file's name
     * @param response the authority's answer (RFC 3161) over the checkpoint's text
     */
    public LogInquiry stampedBy(String name, byte[] response) {
        byte[] copy = response.clone();
        questions.add((_, _, findings) -> new TimestampCheck(note, trust.timestampAuthorities(), findings).check(name,
                copy));
        return this;
    }

    /** Answers everything asked. */
    public Verdict verdict() {
        Findings findings = new Findings();
        CheckpointCheck checkpoints = new CheckpointCheck(trust, findings);
        try {
            Checkpoint checkpoint = checkpoints.open(PackName.CHECKPOINT, note, List.of());
            checkpoints.nameUnknownLines(note);
            for (Question each : questions) {
                each.answer(checkpoint, checkpoints, findings);
            }
            return findings.verdict();
        } catch (FaultFound found) {
            return findings.tampered(found.fault());
        } catch (MeasuredTiles.Misshapen e) {
            return findings.tampered(e.fault());
        } catch (UncheckedIOException e) {
            findings.missing("part of the log: " + why(e));
            return findings.verdict();
        }
    }

    /** What was said of it, without the name of a class where there are words. */
    private static String why(UncheckedIOException wrapped) {
        IOException fault = wrapped.getCause();
        return String.valueOf(fault == null || fault.getMessage() == null ? fault : fault.getMessage());
    }
}
