package dev.outrigger.cel;

import dev.outrigger.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Walks a schema and compiles its rules, collecting what is wrong with them.
final class RuleCompiler {
    private final RuleMistakes mistakes = new RuleMistakes();

    /// Where the walk is.
    ///
    /// @param path within the schema, such as `properties[spec]`
    /// @param member within the object, such as `spec`
    /// @param times how often a value can occur in an object; empty for no bound
    /// @param uncorrelatable the path of the nearest list around whose items have no partners; empty for none
    /// @param resource whether it is the root of a resource
    record Spot(String path, String member, Optional<Long> times, Optional<String> uncorrelatable, boolean resource) {

        String inSchema(String step) {
            return path.isEmpty() ? step : path + "." + step;
        }

        private Spot property(String name, Schema property) {
            var inObject = member.isEmpty() ? name : member + "." + name;
            var inSchema = inSchema("properties[" + name + "]");
            return new Spot(inSchema, inObject, times, uncorrelatable, property.embeddedResource());
        }

        private Spot values(Schema map, Schema values) {
            var often = RuleCost.times(times, map.limits().maxProperties());
            var inSchema = inSchema("additionalProperties");
            return new Spot(inSchema, member + "[*]", often, uncorrelatable, values.embeddedResource());
        }

        private Spot items(Schema list, Schema items) {
            var often = RuleCost.times(times, list.limits().maxItems());
            boolean keyed = list.merge().listType() == Schema.ListType.MAP;
            var lost = keyed ? uncorrelatable : uncorrelatable.or(() -> Optional.of(path));
            return new Spot(inSchema("items"), member + "[*]", often, lost, items.embeddedResource());
        }

        private Spot besides(int position) {
            return new Spot(inSchema("allOf[" + position + "]"), member, times, uncorrelatable, resource);
        }
    }

    /// The rules of a resource; to be run only where there are no mistakes.
    RuleNode resource(Schema root) {
        var node = node(root, root, new Spot("", "", Optional.of(1L), Optional.empty(), true));
        mistakes.checkTotal();
        return node;
    }

    List<RuleMistake> mistakes() {
        return mistakes.all();
    }

    /// @param limiting what holds the rules: the schema of the values, or one they must satisfy besides
    /// @param typed the schema of the values
    private RuleNode node(Schema limiting, Schema typed, Spot spot) {
        var rules = limiting.rules().isEmpty()
                ? List.<RuleNode.Ready>of()
                : new PlaceRules(typed, spot, mistakes).compile(limiting.rules());
        return new RuleNode(
                typed,
                rules,
                members(limiting, typed, spot),
                values(limiting, typed, spot),
                items(limiting, typed, spot),
                besides(limiting, typed, spot));
    }

    private Map<String, RuleNode> members(Schema limiting, Schema typed, Spot spot) {
        var members = new LinkedHashMap<String, RuleNode>();
        limiting.properties().forEach((name, property) -> {
            Schema known = typed.properties().get(name);
            if (known == null) return;
            var node = node(property, known, spot.property(name, known));
            if (!node.isEmpty()) members.put(name, node);
        });
        return Map.copyOf(members);
    }

    private Optional<RuleNode> values(Schema limiting, Schema typed, Spot spot) {
        return limiting.additionalProperties()
                .flatMap(values ->
                        typed.additionalProperties().map(known -> node(values, known, spot.values(typed, known))))
                .filter(node -> !node.isEmpty());
    }

    private Optional<RuleNode> items(Schema limiting, Schema typed, Spot spot) {
        return limiting.items()
                .flatMap(items -> typed.items().map(known -> node(items, known, spot.items(typed, known))))
                .filter(node -> !node.isEmpty());
    }

    private List<RuleNode> besides(Schema limiting, Schema typed, Spot spot) {
        var schemas = limiting.composition().allOf();
        return java.util.stream.IntStream.range(0, schemas.size())
                .mapToObj(i -> node(schemas.get(i), typed, spot.besides(i)))
                .filter(node -> !node.isEmpty())
                .toList();
    }
}
