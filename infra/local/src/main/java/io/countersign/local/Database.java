package io.countersign.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database, and the role to enter it as.
 *
 * @param name
 *            the database's name
 * @param url
 *            its JDBC address, without credentials
 */
public record Database(String name, String url, String user, String password) {

    /** A new connection of its own, in auto-commit mode. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return DriverManager.getConnection(url, properties);
    }

    /** Opens a new connection at each call: for tests and tools, not for a service. */
    public DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Runs one statement. */
    public void execute(String sql) {
        try (var connection = connect(); var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new LocalFault("The database " + name + " refused: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return user + "@" + url; // never the password
    }
}
