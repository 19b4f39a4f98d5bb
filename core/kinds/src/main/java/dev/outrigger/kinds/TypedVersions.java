package dev.outrigger.kinds;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.meta.GroupVersion;
import dev.outrigger.schema.Rule;
import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the versions of a resource from the Java types that stand for them.
///
/// @param hubType the class that the resource was made of
record TypedVersions<H>(ObjectMapper mapper, String group, String kind, Class<H> hubType) {

    ResourceType.Version hub(
            String name, List<Column> columns, List<String> selectable, List<Rule> rules, VersionFate fate) {
        return version(hubType, name, columns, selectable, rules, fate, Conversion.IDENTITY);
    }

    /// All versions, preferred first.
    ///
    /// @throws IllegalArgumentException where something is wrong with one of them
    List<ResourceType.Version> all(ResourceType.Version hub, List<Spoke<?, H>> spokes, Optional<String> preferred) {
        var all = new ArrayList<ResourceType.Version>();
        all.add(hub);
        for (var spoke : spokes) all.add(spoke(spoke, hub));
        Comparator<String> byWish = Comparator.comparing(name -> !name.equals(preferred.orElse("")));
        all.sort(Comparator.comparing(ResourceType.Version::name, byWish.thenComparing(VersionOrder.PREFERRED_FIRST)));
        var first = all.getFirst();
        if (preferred.isPresent() && !(first.name().equals(preferred.get()) && first.served())) {
            throw new IllegalArgumentException(hubType.getName() + ".preferred(\"" + preferred.get()
                    + "\") names none of the served versions: name one of them");
        }
        return all;
    }

    /// How the scales of versions differ that say something of it.
    ///
    /// @throws IllegalArgumentException where one says of fields that it has not
    Map<String, Optional<Subresource.ScalePaths>> scales(
            List<Spoke<?, H>> spokes, List<ResourceType.Version> versions) {
        var scales = new LinkedHashMap<String, Optional<Subresource.ScalePaths>>();
        for (var spoke : spokes) {
            if (!spoke.scaled) scales.put(spoke.name, Optional.empty());
            spoke.scale.ifPresent(paths -> {
                ScaleChecks.fault(paths, schema(versions, spoke.name)).ifPresent(fault -> {
                    throw new IllegalArgumentException(spoke.type.getName() + " (" + spoke.name + "): " + fault);
                });
                scales.put(spoke.name, Optional.of(paths));
            });
        }
        return scales;
    }

    private static Schema schema(List<ResourceType.Version> versions, String name) {
        return versions.stream()
                .filter(version -> version.name().equals(name))
                .findFirst()
                .orElseThrow()
                .schema();
    }

    private <A> ResourceType.Version spoke(Spoke<A, H> spoke, ResourceType.Version hub) {
        var conversion = new TypedConversion<>(
                new VersionForm<>(mapper, spoke.type),
                new VersionForm<>(mapper, hubType),
                spoke.conversion,
                spoke.defaulting);
        var version =
                version(spoke.type, spoke.name, spoke.columns, spoke.selectable, List.of(), spoke.fate, conversion);
        if (version.schema().hasRules()) {
            throw new IllegalArgumentException(
                    spoke.type.getName() + " has CEL rules, which nobody would run: rules run"
                            + " on the hub, so move them to " + hubType.getName());
        }
        ConversionTrial.run(spoke.type, hubType, version, hub, kind);
        return version;
    }

    private ResourceType.Version version(
            Class<?> type,
            String name,
            List<Column> columns,
            List<String> selectable,
            List<Rule> rules,
            VersionFate fate,
            Conversion conversion) {
        var schemas = new TypeSchemas(mapper, new GroupVersion(group, name));
        var schema = TypedKinds.whole(schemas.of(mapper.constructType(type), Resource.ENGINE_FIELDS), rules);
        checkMessages(type, name, schema);
        var allColumns = new ArrayList<>(columns);
        allColumns.addAll(schemas.columns());
        allColumns.addAll(ColumnTypes.annotated(type));
        var allSelectable = new ArrayList<>(selectable);
        allSelectable.addAll(schemas.selectable());
        allSelectable.addAll(SelectableFields.annotated(type));
        return new ResourceType.Version(
                name,
                schema,
                ColumnTypes.resolve(allColumns, schema, type),
                SelectableFields.of(allSelectable, schema, type),
                conversion,
                fate.deprecation,
                fate.served,
                fate.lifecycle);
    }

    private void checkMessages(Class<?> type, String name, Schema schema) {
        try {
            ProtoMessages.of(kind, name, schema);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(type.getName() + ": " + wrong.getMessage(), wrong);
        }
    }

    /// The version to store: the one that was named, or the one whose class says so, or the hub.
    ///
    /// @throws IllegalArgumentException where there are two, or none, or it loses the status
    String stored(ResourceType.Version hub, Set<String> named, VersionFate fate, List<Spoke<?, H>> spokes) {
        var stored = choice(hub.name(), named, fate, spokes);
        for (var spoke : spokes) {
            if (spoke.name.equals(stored)) ConversionTrial.store(spoke.type, spoke(spoke, hub), hub);
        }
        return stored;
    }

    private String choice(String hub, Set<String> named, VersionFate fate, List<Spoke<?, H>> spokes) {
        if (named.size() > 1) throw new IllegalArgumentException(twoStored(String.join(" and ", named)));
        if (!named.isEmpty()) return named.iterator().next();
        var claims = new LinkedHashMap<String, String>();
        if (fate.stored.orElse(fate.served)) claims.put(hub, hubType.getName());
        for (var spoke : spokes) {
            if (spoke.fate.stored.orElse(false)) claims.put(spoke.name, spoke.type.getName());
        }
        if (claims.size() > 1) throw new IllegalArgumentException(twoStored(String.join(" and ", claims.values())));
        if (claims.isEmpty()) {
            throw new IllegalArgumentException(hubType.getName() + " (" + hub
                    + ") is not stored, and no other version is" + ": say which with .storedAs(\"v1\")");
        }
        return claims.keySet().iterator().next();
    }

    private String twoStored(String which) {
        return hubType.getName() + " has two stored versions, " + which
                + ": say which one with a single .storedAs(\"v1\"), or with @Version(storage = false) on the other";
    }
}
