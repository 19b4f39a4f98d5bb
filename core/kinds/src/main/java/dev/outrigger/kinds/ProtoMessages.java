package dev.outrigger.kinds;

import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.codec.ProtoMessage.Label;
import dev.outrigger.codec.ProtoMessage.Scalar;
import dev.outrigger.codec.ProtoMessage.Shared;
import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The protobuf messages of types whose members have a [ProtoNumber].
public final class ProtoMessages {
    private static final int HIGHEST = 536_870_911;
    private static final int RESERVED_FROM = 19_000;
    private static final int RESERVED_TO = 19_999;
    private static final Map<String, Integer> USUAL = Map.of("metadata", 1, "spec", 2, "status", 3);
    private static final ProtoMessage.Field METADATA =
            new ProtoMessage.Field("metadata", 1, Label.OPTIONAL, Shared.OBJECT_META, false);

    /// What is known of any object: its metadata.
    public static final ProtoMessage METADATA_ALONE = new ProtoMessage("", List.of(METADATA));

    private final Map<String, ProtoMessage> made = new HashMap<>();

    private ProtoMessages() {}

    /// The message of a version's objects; empty where no member has a number.
    ///
    /// @throws IllegalArgumentException where some members have numbers and others none, or protobuf cannot
    ///     say what the type does; the message names the member and the fix
    public static Optional<ProtoMessage> of(ResourceType type, ResourceType.Version version) {
        return of(type.names().kind(), version.name(), version.schema());
    }

    static Optional<ProtoMessage> of(String kind, String version, Schema schema) {
        var own = new LinkedHashMap<>(schema.properties());
        Resource.ENGINE_FIELDS.forEach(own::remove);
        if (own.values().stream().noneMatch(ProtoMessages::isNumbered)) return Optional.empty();
        try {
            var messages = new ProtoMessages();
            var fields = new ArrayList<ProtoMessage.Field>();
            fields.add(METADATA);
            own.forEach((name, member) -> {
                int usual = member.proto().number() == 0 ? USUAL.getOrDefault(name, 0) : 0;
                var numbered = usual == 0 ? member : member.withProto(new Schema.Proto(usual, false));
                fields.add(messages.field(name, numbered, schema.required().contains(name), kind));
            });
            return Optional.of(message(kind, fields));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(kind + " " + version + " as protobuf: " + wrong.getMessage(), wrong);
        }
    }

    /// Whether a member, or one inside it, has a number.
    private static boolean isNumbered(Schema schema) {
        return schema.proto().number() != 0
                || schema.properties().values().stream().anyMatch(ProtoMessages::isNumbered)
                || schema.items().filter(ProtoMessages::isNumbered).isPresent()
                || schema.additionalProperties()
                        .filter(ProtoMessages::isNumbered)
                        .isPresent();
    }

    private static ProtoMessage message(String name, List<ProtoMessage.Field> fields) {
        var byNumber = new HashMap<Integer, String>();
        for (ProtoMessage.Field field : fields) {
            var other = byNumber.put(field.number(), field.name());
            if (other != null) {
                throw new IllegalArgumentException(name + ": " + other + " and " + field.name()
                        + " both have the number " + field.number() + ": give one of them another");
            }
        }
        return new ProtoMessage(name, fields);
    }

    private ProtoMessage.Field field(String name, Schema schema, boolean required, String within) {
        int number = schema.proto().number();
        if (number == 0) {
            throw new IllegalArgumentException(
                    within + "." + name + " has no number, as others have: add @ProtoNumber to it");
        }
        if (number < 1 || number > HIGHEST || number >= RESERVED_FROM && number <= RESERVED_TO) {
            throw new IllegalArgumentException(within + "." + name + " cannot have the number " + number
                    + ": give it one from 1 to 536870911, without 19000 to 19999");
        }
        var inside = within + capital(name);
        if (schema.type() == Schema.Type.ARRAY) {
            var items = schema.items().orElseGet(() -> Schema.of(Schema.Type.ANY));
            return new ProtoMessage.Field(name, number, Label.REPEATED, single(items, inside), false);
        }
        if (schema.additionalProperties().isPresent() && !isFree(schema)) {
            var values = schema.additionalProperties().get();
            return new ProtoMessage.Field(name, number, Label.MAP, single(values, inside), false);
        }
        boolean emptyIsAbsent = !required && schema.type() == Schema.Type.STRING;
        return new ProtoMessage.Field(name, number, Label.OPTIONAL, single(schema, inside), emptyIsAbsent);
    }

    private ProtoMessage.Type single(Schema schema, String name) {
        return switch (schema.type()) {
            case ANY -> Shared.RAW_EXTENSION;
            case OBJECT -> object(schema, name);
            case ARRAY ->
                throw new IllegalArgumentException(
                        name + " is a list of lists, which no message holds: put a type between them");
            case STRING ->
                switch (schema.format()) {
                    case "byte" -> Scalar.BYTES;
                    case "date-time" -> Shared.TIME;
                    default -> Scalar.STRING;
                };
            case INTEGER -> schema.format().equals("int32") ? Scalar.INT32 : Scalar.INT64;
            case NUMBER -> schema.format().equals("float") ? Scalar.FLOAT : Scalar.DOUBLE;
            case BOOLEAN -> Scalar.BOOL;
            case INT_OR_STRING -> schema.proto().quantity() ? Shared.QUANTITY : Shared.INT_OR_STRING;
        };
    }

    /// Whether members may be there that no field is known for.
    private static boolean isFree(Schema schema) {
        return schema.preserveUnknown() || schema.embeddedResource();
    }

    private ProtoMessage.Type object(Schema schema, String name) {
        if (isFree(schema)) return Shared.RAW_EXTENSION;
        if (schema.additionalProperties().isPresent()) {
            throw new IllegalArgumentException(
                    name + " is a map in a list or a map, which no message holds: put a type between them");
        }
        var known = made.get(schema.name());
        if (known != null) return new ProtoMessage.Nested(known);
        var title = schema.name().isEmpty()
                ? name
                : schema.name().substring(schema.name().lastIndexOf('.') + 1);
        var fields = new ArrayList<ProtoMessage.Field>();
        schema.properties()
                .forEach((member, of) ->
                        fields.add(field(member, of, schema.required().contains(member), title)));
        var message = message(title, fields);
        if (!schema.name().isEmpty()) made.put(schema.name(), message);
        return new ProtoMessage.Nested(message);
    }

    private static String capital(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
