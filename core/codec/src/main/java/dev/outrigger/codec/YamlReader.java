package dev.outrigger.codec;

import dev.outrigger.meta.GoText;
import dev.outrigger.meta.Value;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Builds the tree of a YAML document from the parser's events.
final class YamlReader {
    private static final int LARGEST_PIECE = 1 << 18;

    private final Iterator<Event> events;
    private final DuplicatePaths paths = new DuplicatePaths();
    private final Map<String, Optional<Anchored>> anchors = new HashMap<>();
    private final AliasBudget budget = new AliasBudget();
    private int depth;
    /// The greatest depth below the node being read, so far.
    private int deepest;

    /// What an anchor stands for: the value, how many nodes it has and how deep it nests.
    private record Anchored(Value value, long nodes, int height) {}

    YamlReader(byte[] document) {
        var text = text(document);
        // The parser copies all it has not passed yet for each piece it reads: pieces of its usual 1,024 characters
        // make a long scalar take the square of its length.
        var settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                .setBufferSize(Math.clamp(text.length(), 64, LARGEST_PIECE))
                .build();
        events = new Parse(settings).parseReader(new WholePairsReader(text)).iterator();
    }

    private static String text(byte[] document) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw new DecodeException("yaml: invalid UTF-8");
        }
    }

    Decoded document() {
        try {
            next(); // the stream's start
            if (next().getEventId() == Event.ID.StreamEnd) return new Decoded(Value.NULL, List.of());
            var value = node(next());
            next(); // the document's end
            if (next().getEventId() != Event.ID.StreamEnd) {
                throw new DecodeException("yaml: one document expected, found several");
            }
            return new Decoded(value, paths.repeated());
        } catch (MarkedYamlEngineException malformed) {
            var line = malformed.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ");
            throw new DecodeException("yaml: " + line.orElse("") + malformed.getProblem());
        } catch (IllegalArgumentException _) {
            // The parser's way to say that an escape is cut or stands for no character.
            throw new DecodeException("yaml: did not find expected hexdecimal number");
        } catch (YamlEngineException malformed) {
            throw new DecodeException("yaml: "
                    + String.valueOf(malformed.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private Event next() {
        return events.next();
    }

    private Value node(Event event) {
        return switch (event) {
            case AliasEvent alias -> alias(alias.getAlias().getValue());
            case NodeEvent node -> {
                budget.node();
                var anchor = node.getAnchor().map(Anchor::getValue);
                yield anchor.isPresent() ? anchored(anchor.get(), node) : plain(node);
            }
            default -> throw new DecodeException("yaml: did not find expected node content");
        };
    }

    private Value plain(NodeEvent node) {
        return switch (node) {
            case ScalarEvent scalar -> YamlScalars.value(scalar);
            case SequenceStartEvent _ -> list();
            case MappingStartEvent _ -> object();
            default -> throw new DecodeException("yaml: did not find expected node content");
        };
    }

    private Value anchored(String anchor, NodeEvent node) {
        anchors.put(anchor, Optional.empty());
        long nodesBefore = budget.nodes();
        int deepestBefore = deepest;
        deepest = depth;
        var value = plain(node);
        anchors.put(anchor, Optional.of(new Anchored(value, budget.nodes() - nodesBefore + 1, deepest - depth)));
        deepest = Math.max(deepest, deepestBefore);
        return value;
    }

    private Value alias(String anchor) {
        var known = anchors.get(anchor);
        if (known == null) throw new DecodeException("yaml: unknown anchor '" + anchor + "' referenced");
        var anchored =
                known.orElseThrow(() -> new DecodeException("yaml: anchor '" + anchor + "' value contains itself"));
        budget.alias(anchored.nodes);
        reach(depth + anchored.height);
        return anchored.value;
    }

    private void enter() {
        depth++;
        reach(depth);
    }

    private void reach(int level) {
        if (level > Json.MAX_DEPTH) throw new DecodeException("yaml: exceeded max depth of " + Json.MAX_DEPTH);
        deepest = Math.max(deepest, level);
    }

    private Value list() {
        enter();
        var items = new ArrayList<Value>();
        for (var event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            paths.item(depth, items.size());
            items.add(node(event));
        }
        depth--;
        return new Value.Array(items);
    }

    private Value object() {
        enter();
        var members = new LinkedHashMap<String, Value>();
        for (var event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            if (YamlScalars.isMerge(event)) {
                merge(members, node(next()));
                continue;
            }
            var name = name(node(event));
            paths.member(depth, name);
            boolean repeated = members.put(name, node(next())) != null;
            if (repeated) {
                paths.member(depth, name);
                paths.repeat(depth);
            }
        }
        depth--;
        return new Value.Struct(members);
    }

    private static String name(Value key) {
        return switch (key) {
            case Value.Text(var text) -> text;
            case Value.Int(var number) -> Long.toString(number);
            // Upstream prints keys with single precision.
            case Value.Real(var number) -> GoText.number(Double.parseDouble(Float.toString((float) number)));
            case Value.Bool(var bool) -> Boolean.toString(bool);
            case Value.Null _ -> throw new DecodeException("unsupported map key of type: %!s(<nil>), key: <nil>");
            case Value.Array _ -> throw new DecodeException("yaml: invalid map key: a list");
            case Value.Struct _ -> throw new DecodeException("yaml: invalid map key: a map");
        };
    }

    /// Adds the members of a merged map, or of several, of which the first counts most. As upstream, what the
    /// object had before is replaced and what follows replaces.
    private static void merge(Map<String, Value> members, Value merged) {
        switch (merged) {
            case Value.Struct struct -> members.putAll(struct.members());
            case Value.Array(var items) -> {
                for (Value item : items.reversed()) {
                    if (!(item instanceof Value.Struct struct)) throw noMap();
                    members.putAll(struct.members());
                }
            }
            case Value.Null _, Value.Bool _, Value.Int _, Value.Real _, Value.Text _ -> throw noMap();
        }
    }

    private static DecodeException noMap() {
        return new DecodeException("yaml: map merge requires map or sequence of maps as the value");
    }
}
