package dev.outrigger.store.sql;

import dev.outrigger.store.StoreException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a PostgreSQL database is and how to log in: a URL as psql takes it, in the driver's words.
///
/// @param jdbc the driver's URL: hosts, ports and database
/// @param properties user, password and parameters
/// @param shown the URL without its password and parameters, for messages
record PostgresAddress(String jdbc, Properties properties, String shown) {
    private static final Pattern URL =
            Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:([^@/?]*)@)?([^/?]+)(?:/([^?]*))?(?:\\?(.*))?");
    /// psql's names of what the driver calls otherwise.
    private static final Map<String, String> RENAMED = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "search_path", "currentSchema");

    /// What holds unless the URL says otherwise. A read from a standby could be older than a write acknowledged before.
    private static final Map<String, String> DEFAULTS = Map.of(
            "targetServerType", "primary",
            "hostRecheckSeconds", "1",
            "ApplicationName", "outrigger",
            "currentSchema", "outrigger",
            "connectTimeout", "3",
            "loginTimeout", "5",
            "socketTimeout", "15",
            "tcpKeepAlive", "true");

    /// @param environment the process's variables: `PGUSER` and `PGPASSWORD` count where the URL names neither
    /// @throws StoreException where the URL is none
    static PostgresAddress parse(String url, UnaryOperator<String> environment) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches())
            throw new StoreException("not a PostgreSQL URL: write postgres://USER@HOST:PORT/DATABASE");
        Properties properties = new Properties();
        properties.putAll(DEFAULTS);
        setIfPresent(properties, "user", environment.apply("PGUSER"));
        setIfPresent(properties, "password", environment.apply("PGPASSWORD"));
        Optional.ofNullable(parts.group(1)).ifPresent(login -> logIn(properties, login));
        Optional.ofNullable(parts.group(4)).ifPresent(query -> parameters(properties, query));
        String database = Optional.ofNullable(parts.group(3))
                .filter(name -> !name.isEmpty())
                .orElse("postgres");
        String where = "//" + parts.group(2) + "/" + database;
        checked(parts.group(2));
        return new PostgresAddress("jdbc:postgresql:" + where, properties, "postgres:" + where);
    }

    /// The schema of the tables.
    String schema() {
        return properties.getProperty("currentSchema");
    }

    private static void logIn(Properties properties, String login) {
        int colon = login.indexOf(':');
        properties.setProperty("user", decoded(colon < 0 ? login : login.substring(0, colon)));
        if (colon >= 0) properties.setProperty("password", decoded(login.substring(colon + 1)));
    }

    private static void parameters(Properties properties, String query) {
        for (String parameter : query.split("&")) {
            if (parameter.isEmpty()) continue;
            int equals = parameter.indexOf('=');
            if (equals < 1)
                throw new StoreException("the PostgreSQL URL's parameter \"" + parameter + "\" has no value");
            String name = parameter.substring(0, equals);
            String value = decoded(parameter.substring(equals + 1));
            if (name.equals("target_session_attrs")) properties.setProperty("targetServerType", serverType(value));
            else properties.setProperty(RENAMED.getOrDefault(name, name), value);
        }
    }

    private static String serverType(String sessionAttributes) {
        return switch (sessionAttributes) {
            case "any" -> "any";
            case "read-write", "primary" -> "primary";
            default ->
                throw new StoreException(
                        "target_session_attrs in the PostgreSQL URL must be primary, read-write or any, was \""
                                + sessionAttributes + "\"");
        };
    }

    private static void checked(String hosts) {
        try {
            for (String host : hosts.split(",")) {
                if (new URI("postgres://" + host).getHost() == null) throw new URISyntaxException(host, "no host");
            }
        } catch (URISyntaxException e) {
            throw new StoreException("the PostgreSQL URL's hosts \"" + hosts + "\" are no HOST:PORT,HOST:PORT", e);
        }
    }

    private static void setIfPresent(Properties properties, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) properties.setProperty(name, value);
    }

    private static String decoded(String text) {
        // A plus is a plus here, as psql reads it.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
