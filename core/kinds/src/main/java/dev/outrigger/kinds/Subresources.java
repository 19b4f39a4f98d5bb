package dev.outrigger.kinds;

import dev.outrigger.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The subresources that an author gave one resource.
final class Subresources<T> {
    private final List<Subresource.ScalePaths> scales = new ArrayList<>();
    private final List<Map.Entry<String, AuthoredSubresource<T>>> named = new ArrayList<>();

    private boolean statusApart = true;

    /// The member `status` is written with all else.
    void withoutStatus() {
        statusApart = false;
    }

    void add(Subresource.ScalePaths scale) {
        scales.add(scale);
    }

    void add(String name, AuthoredSubresource<T> subresource) {
        named.add(Map.entry(name, subresource));
    }

    /// What the engine is told.
    ///
    /// @param elsewhere how other versions' scales differ
    /// @param status the subresource that a type with a member of that name has; none where it cannot be written
    /// @throws IllegalArgumentException where they cannot be served; the message names the class and the fix
    List<Subresource> of(
            AuthoredSubresource.Parent<T> parent,
            Schema schema,
            Class<T> type,
            Map<String, Optional<Subresource.ScalePaths>> elsewhere,
            List<Subresource.Status> status) {
        var byName = new LinkedHashMap<String, Subresource>();
        boolean apart = statusApart && schema.properties().containsKey("status");
        if (apart) status.forEach(one -> byName.put(one.name(), one));
        if (scales.isEmpty() && !elsewhere.isEmpty()) {
            throw new IllegalArgumentException(type.getName() + " has no scale, of which " + elsewhere.keySet()
                    + " could have its own: add .scale(…) to the resource");
        }
        for (var scale : scales) {
            ScaleChecks.fault(scale, schema).ifPresent(fault -> {
                throw new IllegalArgumentException(type.getName() + ": " + fault);
            });
            add(new Subresource.Scale(scale, elsewhere), byName, type);
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
}
