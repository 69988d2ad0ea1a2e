package io.countersign.cli.session;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something: runs in a session and prints its one answer. */
public abstract class Verb implements Callable<Integer> {

    /** The root command, which holds what every command takes. */
    public interface Root {
        Options options();

        Surroundings surroundings();
    }

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    protected abstract Answer run(Session session) throws IOException;

    @Override
    public final Integer call() throws IOException {
        Root root = (Root) spec.root().userObject();
        try (Session session = new Session(root.options(), root.surroundings())) {
            return print(session, run(session));
        }
    }

    private static int print(Session session, Answer answer) {
        String text = session.json() ? Json.write(answer.json()) : Plain.lines(answer.text().get());
        if (!text.isEmpty()) {
            session.out().println(text);
        }
        return answer.exit();
    }
}
