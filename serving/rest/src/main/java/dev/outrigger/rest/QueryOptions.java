package dev.outrigger.rest;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.Query;
import dev.outrigger.schema.Schema;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The options of a connection, read from a query as Go's parameter codec does
/// (apimachinery `pkg/runtime/converter` and `pkg/conversion/queryparams`): parameters that are no options are passed
/// over, the first value of a scalar counts.
final class QueryOptions {
    private static final Set<String> FALSE = Set.of("false", "0");

    private QueryOptions() {}

    /// The options by their names.
    ///
    /// @throws ApiException 400 where a value is none of its option's type
    static Value.Struct of(Query query, Schema schema) {
        var options = new LinkedHashMap<String, Value>();
        schema.properties().forEach((name, member) -> {
            if (query.has(name)) options.put(name, value(query.all(name), member));
            else if (member.items().isPresent()) options.put(name, Value.Array.EMPTY);
        });
        return new Value.Struct(options);
    }

    private static Value value(List<String> texts, Schema schema) {
        if (schema.items().isEmpty()) return scalar(texts.getFirst(), schema);
        var item = schema.items().get();
        var values = new ArrayList<Value>();
        for (String text : texts) values.add(scalar(text, item));
        return new Value.Array(values);
    }

    private static Value scalar(String text, Schema schema) {
        return switch (schema.type()) {
            case BOOLEAN -> Value.of(!FALSE.contains(text.toLowerCase(Locale.ROOT)));
            case INTEGER -> integer(text, schema);
            case NUMBER -> number(text);
            case STRING -> schema.format().equals("date-time") ? time(text) : chosen(text, schema);
            case INT_OR_STRING, ANY, OBJECT, ARRAY -> Value.of(text);
        };
    }

    private static Value integer(String text, Schema schema) {
        if (!text.matches("[+-]?[0-9]+")) throw unparsed(text, "invalid syntax");
        try {
            return Value.of(schema.format().equals("int32") ? Integer.parseInt(text) : Long.parseLong(text));
        } catch (NumberFormatException _) {
            throw unparsed(text, "value out of range");
        }
    }

    private static ApiException unparsed(String text, String why) {
        return ApiException.badRequest("strconv.ParseInt: parsing \"" + text + "\": " + why);
    }

    private static Value number(String text) {
        try {
            return new Value.Real(Double.parseDouble(text));
        } catch (NumberFormatException _) {
            throw ApiException.badRequest("strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
        }
    }

    /// An empty time is none, and so is `null`, which old clients send.
    private static Value time(String text) {
        if (text.isEmpty() || text.equals("null")) return Value.NULL;
        try {
            return Value.of(OffsetDateTime.parse(text).toInstant().toString());
        } catch (DateTimeParseException _) {
            throw ApiException.badRequest("parsing time \"" + text
                    + "\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"" + text + "\" as \"2006\"");
        }
    }

    private static Value chosen(String text, Schema schema) {
        var allowed = schema.limits().enumeration();
        if (allowed.isEmpty() || allowed.contains(Value.of(text))) return Value.of(text);
        throw ApiException.badRequest("the value \"" + text + "\" is none of " + allowed);
    }
}
