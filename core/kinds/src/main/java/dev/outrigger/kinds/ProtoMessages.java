package dev.outrigger.kinds;

import dev.outrigger.codec.ProtoMessage;
import dev.outrigger.codec.ProtoMessage.Label;
import dev.outrigger.codec.ProtoMessage.Scalar;
import dev.outrigger.codec.ProtoMessage.Shared;
import dev.outrigger.schema.MetaSchemas;
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

    private static final ProtoMessage REQUIREMENT = new ProtoMessage(
            "LabelSelectorRequirement",
            List.of(
                    new ProtoMessage.Field("key", 1, Label.OPTIONAL, Scalar.STRING, false),
                    new ProtoMessage.Field("operator", 2, Label.OPTIONAL, Scalar.STRING, false),
                    new ProtoMessage.Field("values", 3, Label.REPEATED, Scalar.STRING, false)));

    private static final ProtoMessage SELECTOR = new ProtoMessage(
            "LabelSelector",
            List.of(
                    new ProtoMessage.Field("matchLabels", 1, Label.MAP, Scalar.STRING, false),
                    new ProtoMessage.Field(
                            "matchExpressions", 2, Label.REPEATED, new ProtoMessage.Nested(REQUIREMENT), false)));

    /// The shared types whose members have no numbers of their own here.
    private static final Map<String, ProtoMessage.Type> META = Map.of(
            MetaSchemas.OBJECT_META.name(),
            Shared.OBJECT_META,
            MetaSchemas.LABEL_SELECTOR.name(),
            new ProtoMessage.Nested(SELECTOR));

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
        boolean kubernetes = KubernetesTypes.has(schema);
        if (!kubernetes && own.values().stream().noneMatch(ProtoMessages::isNumbered)) return Optional.empty();
        own.replaceAll(ProtoMessages::usual);
        try {
            var messages = new ProtoMessages();
            var fields = messages.fields(own, schema.required(), kind);
            fields.add(METADATA);
            return Optional.of(message(kind, fields));
        } catch (IllegalArgumentException wrong) {
            // Of a later Kubernetes than its fields are known of.
            if (kubernetes) return Optional.empty();
            throw new IllegalArgumentException(kind + " " + version + " as protobuf: " + wrong.getMessage(), wrong);
        }
    }

    private static Schema usual(String name, Schema member) {
        var number = USUAL.get(name);
        return number == null || member.proto().number() != 0
                ? member
                : member.withProto(member.proto().withNumber(number));
    }

    /// Whether the author gave a number to a member, or to one inside it.
    private static boolean isNumbered(Schema schema) {
        if (schema.proto().number() != 0) return true;
        if (KubernetesTypes.has(schema)) return false;
        return schema.properties().values().stream().anyMatch(ProtoMessages::isNumbered)
                || schema.items().filter(ProtoMessages::isNumbered).isPresent()
                || schema.additionalProperties()
                        .filter(ProtoMessages::isNumbered)
                        .isPresent();
    }

    /// The fields of these members; those that are one level down in the message are in one of theirs.
    private List<ProtoMessage.Field> fields(Map<String, Schema> members, List<String> required, String title) {
        var fields = new ArrayList<ProtoMessage.Field>();
        var inside = new LinkedHashMap<Integer, List<ProtoMessage.Field>>();
        members.forEach((name, member) -> {
            var field = field(name, member, required.contains(name), title);
            int outer = member.proto().inside();
            (outer == 0 ? fields : inside.computeIfAbsent(outer, _ -> new ArrayList<>())).add(field);
        });
        inside.forEach((number, inner) -> {
            var type = new ProtoMessage.Inline(message(title + "Part" + number, inner));
            fields.add(new ProtoMessage.Field("part" + number, number, Label.OPTIONAL, type, false));
        });
        return fields;
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
        var shared = META.get(schema.name());
        if (shared != null) return shared;
        if (schema.additionalProperties().isPresent()) {
            throw new IllegalArgumentException(
                    name + " is a map in a list or a map, which no message holds: put a type between them");
        }
        var known = made.get(schema.name());
        if (known != null) return new ProtoMessage.Nested(known);
        var title = schema.name().isEmpty()
                ? name
                : schema.name().substring(schema.name().lastIndexOf('.') + 1);
        var fields = fields(schema.properties(), schema.required(), title);
        var message = message(title, fields);
        if (!schema.name().isEmpty()) made.put(schema.name(), message);
        return new ProtoMessage.Nested(message);
    }

    private static String capital(String name) {
        return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
