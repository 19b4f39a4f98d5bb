package dev.outrigger.kinds;

import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The subresources that an author gave one resource.
final class Subresources<T> {
    private final List<Subresource.Scale> scales = new ArrayList<>();
    private final List<Map.Entry<String, AuthoredSubresource<T>>> named = new ArrayList<>();

    private boolean statusApart = true;

    /// The member `status` is written with all else.
    void withoutStatus() {
        statusApart = false;
    }

    void add(Subresource.Scale scale) {
        scales.add(scale);
    }

    void add(String name, AuthoredSubresource<T> subresource) {
        named.add(Map.entry(name, subresource));
    }

    /// What the engine is told.
    ///
    /// @param status the subresource that a type with a member of that name has; none where it cannot be written
    /// @throws IllegalArgumentException where they cannot be served; the message names the class and the fix
    List<Subresource> of(
            AuthoredSubresource.Parent<T> parent, Schema schema, Class<T> type, List<Subresource.Status> status) {
        var byName = new LinkedHashMap<String, Subresource>();
        boolean apart = statusApart && schema.properties().containsKey("status");
        if (apart) status.forEach(one -> byName.put(one.name(), one));
        for (var scale : scales) {
            check(scale, schema, type);
            add(scale, byName, type);
        }
        for (var entry : named) add(made(entry.getKey(), entry.getValue(), parent, type), byName, type);
        return List.copyOf(byName.values());
    }

    private static <T> Subresource made(
            String name, AuthoredSubresource<T> authored, AuthoredSubresource.Parent<T> parent, Class<T> type) {
        if (!Subresource.NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException(type.getName() + ": \"" + name
                    + "\" cannot be the name of a subresource: use lower-case letters, digits and '-'");
        }
        try {
            return authored.named(name, parent);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(type.getName() + ": the subresource " + name + ": " + e.getMessage(), e);
        }
    }

    private static void add(Subresource subresource, Map<String, Subresource> byName, Class<?> type) {
        if (byName.putIfAbsent(subresource.name(), subresource) == null) return;
        throw new IllegalArgumentException(type.getName() + " has two subresources named " + subresource.name()
                + (subresource.name().equals("status")
                        ? " (one comes with the member status): give yours another name"
                        : ": give one of them another name"));
    }

    private static void check(Subresource.Scale scale, Schema schema, Class<?> type) {
        check("spec replicas", scale.specReplicas(), List.of(".spec."), Schema.Type.INTEGER, schema, type);
        check("status replicas", scale.statusReplicas(), List.of(".status."), Schema.Type.INTEGER, schema, type);
        scale.selector()
                .ifPresent(path ->
                        check("label selector", path, List.of(".spec.", ".status."), Schema.Type.STRING, schema, type));
    }

    /// The rules are those of CRDs (`spec.versions[].subresources.scale`).
    private static void check(
            String what, String path, List<String> below, Schema.Type wanted, Schema schema, Class<?> type) {
        var start = type.getName() + ": the scale's " + what + " path " + path;
        if (below.stream().noneMatch(path::startsWith)) {
            throw new IllegalArgumentException(start + " must be below "
                    + String.join(" or ", below.stream().map(Subresources::bare).toList()));
        }
        var found = Optional.of(schema);
        for (String step : path.substring(1).split("\\.", -1)) {
            found = found.flatMap(here -> Optional.ofNullable(here.properties().get(step)));
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(start + " is no field of the type: correct the path or add the field");
        }
        if (found.get().type() != wanted) {
            throw new IllegalArgumentException(start + " leads to a field that is no "
                    + (wanted == Schema.Type.INTEGER
                            ? "whole number: make it an Integer"
                            : "string: make it a String"));
        }
    }

    private static String bare(String prefix) {
        return prefix.substring(0, prefix.length() - 1);
    }
}
