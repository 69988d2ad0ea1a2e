package io.countersign.command.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database whose answers a test can lose: every connection, statement and commit goes through a hook. */
final class Intercepted {

    /** What reached the database and what did not. */
    interface Hook {

        /** @param what {@code connect}, {@code commit}, or the statement's SQL */
        @Nullable
        Object around(String what, Step step) throws Exception;
    }

    /** One thing asked of the database. */
    interface Step {

        @Nullable
        Object run() throws Exception;

        /** Lets it happen later although the caller has gone; returns at once. */
        CompletableFuture<Void> runLater(Executor executor);
    }

    static final class Lost extends SQLException {
        Lost(String when) {
            super("connection lost " + when, "08006");
        }
    }

    private Intercepted() {}

    static DataSource database(DataSource real, Hook hook) {
        return proxy(DataSource.class, real, (method, call) -> method.getName().equals("getConnection")
                ? new Session((Connection) hook.around("connect", new Now(call)), hook).proxy()
                : call.call());
    }

    /** A connection under the hook. Once something is to happen later, only that may close it. */
    private static final class Session {

        private final Connection real;
        private final Hook hook;
        private volatile boolean detached;

        Session(@Nullable Connection real, Hook hook) {
            this.real = java.util.Objects.requireNonNull(real);
            this.hook = hook;
        }

        Connection proxy() {
            return Intercepted.proxy(Connection.class, real, (method, call) -> switch (method.getName()) {
                case "prepareStatement" -> statement((PreparedStatement) call.call(), sql(call));
                case "commit" -> hook.around("commit", new Detachable(call));
                case "close", "setAutoCommit" -> detached ? null : call.call();
                default -> call.call();
            });
        }

        private PreparedStatement statement(@Nullable PreparedStatement statement, String sql) {
            return Intercepted.proxy(PreparedStatement.class, java.util.Objects.requireNonNull(statement),
                    (method, call) -> {
                        if (method.getName().startsWith("execute")) {
                            return hook.around(sql, new Detachable(call));
                        }
                        return method.getName().equals("close") && detached ? null : call.call();
                    });
        }

        private static String sql(Call call) {
            return (String) call.arguments()[0];
        }

        private final class Detachable implements Step {

            private final Call call;

            Detachable(Call call) {
                this.call = call;
            }

            @Override
            public @Nullable Object run() throws Exception {
                return call.call();
            }

            @Override
            public CompletableFuture<Void> runLater(Executor executor) {
                detached = true;
                return CompletableFuture.runAsync(() -> {
                    try (real) {
                        call.call();
                    } catch (Exception _) {
                        // nobody is there to hear of it
                    }
                }, executor);
            }
        }
    }

    private record Now(Call call) implements Step {
        @Override
        public @Nullable Object run() throws Exception {
            return call.call();
        }

        @Override
        public CompletableFuture<Void> runLater(Executor executor) {
            throw new UnsupportedOperationException("a connection that comes later is none");
        }
    }

    private record Call(Object target, Method method, Object[] arguments) implements Callable<@Nullable Object> {
        @Override
        public @Nullable Object call() throws Exception {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    private interface Handler {
        @Nullable
        Object handle(Method method, Call call) throws Exception;
    }

    private static <T> T proxy(Class<T> type, T real, Handler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type},
                (_, method, arguments) -> handler.handle(method,
                        new Call(real, method, arguments == null ? new Object[0] : arguments))));
    }
}
