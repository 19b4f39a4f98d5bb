package dev.outrigger.rest;

import dev.outrigger.kinds.ResourceType;
import dev.outrigger.kinds.Subresource;
import dev.outrigger.schema.Rules;
import dev.outrigger.schema.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/// The CEL rules of a resource and of the kinds that its subresources speak, ready to be run.
final class RuleSets {
    private RuleSets() {}

    /// The rules of a resource's hub.
    ///
    /// @throws IllegalArgumentException where one cannot be run
    static Rules of(ResourceType type, Rules.Compiler compiler) {
        return compiled(type.hubVersion().schema(), type.names().kind(), type, compiler);
    }

    /// The rules of the kinds that subresources speak, by the subresource's name.
    ///
    /// @throws IllegalArgumentException where one cannot be run
    static Map<String, Rules> ofSubresources(ResourceType type, Rules.Compiler compiler) {
        var byName = new LinkedHashMap<String, Rules>();
        for (Subresource subresource : type.subresources()) {
            switch (subresource) {
                case Subresource.Status _ -> {}
                case Subresource.Connect _ -> {}
                case Subresource.Faceted faceted ->
                    byName.put(faceted.name(), compiled(faceted.kind(), type, compiler));
                case Subresource.Action action -> byName.put(action.name(), compiled(action.kind(), type, compiler));
            }
        }
        return byName;
    }

    private static Rules compiled(Subresource.Kind kind, ResourceType type, Rules.Compiler compiler) {
        return compiled(kind.schema(), kind.name().kind(), type, compiler);
    }

    private static Rules compiled(Schema schema, String kind, ResourceType type, Rules.Compiler compiler) {
        if (!schema.hasRules()) return Rules.NONE;
        try {
            return compiler.compile(schema);
        } catch (IllegalArgumentException mistaken) {
            throw new IllegalArgumentException(
                    "the rules of " + kind + " (" + type.groupResource() + ") cannot be run:\n" + mistaken.getMessage(),
                    mistaken);
        }
    }
}
