package dev.outrigger.cel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A step of a planned expression. Steps are immutable and shared by all evaluations.
///
/// What a step costs is what cel-go's cost tracker counts for it: one for a name and for a selected field, nothing
/// for `has`, constants and the logical operators.
interface Node {

    /// Evaluates the step.
    ///
    /// @throws CelFault where the expression's meaning is an error
    /// @throws Frame.Exhausted where it has cost too much
    Object eval(Frame frame);

    /// A value known when the expression was compiled.
    record Constant(Object value) implements Node {
        @Override
        public Object eval(Frame frame) {
            return value;
        }
    }

    /// A variable.
    record Variable(int slot, String name) implements Node {
        @Override
        public Object eval(Frame frame) {
            frame.charge(1);
            return switch (frame.get(slot)) {
                case null -> throw new CelFault("no such attribute(s): " + name);
                case Deferred deferred -> deferred.value(frame);
                case CelFault fault -> throw fault;
                case Object value -> value;
            };
        }
    }

    /// A bound expression that is evaluated where its variable is first used, and not again.
    final class Deferred {
        private final Node node;
        private @Nullable Object value;

        Deferred(Node node) {
            this.node = node;
        }

        Object value(Frame frame) {
            Object known = value;
            if (known == null) {
                known = node.eval(frame);
                value = known;
            }
            return known;
        }
    }

    /// A field of an object or the value of a map, by a name in the text.
    record Select(Node operand, String field, int price) implements Node {
        @Override
        public Object eval(Frame frame) {
            Object from = operand.eval(frame);
            frame.charge(price);
            return of(from, field);
        }

        static Object of(Object from, String field) {
            return switch (from) {
                case Map<?, ?> map -> {
                    Object value = map.get(field);
                    if (value == null) throw CelFault.noSuchKey(field);
                    yield value;
                }
                case Optional<?> optional -> optional.flatMap(inner -> find(inner, field));
                default -> throw CelFault.noSuchOverload();
            };
        }

        static Optional<Object> find(Object from, String field) {
            return switch (from) {
                case Map<?, ?> map -> Optional.ofNullable(map.get(field));
                case Optional<?> optional -> optional.flatMap(inner -> find(inner, field));
                default -> throw CelFault.noSuchOverload();
            };
        }
    }

    /// `operand[key]`.
    record Index(Node operand, Node key, int price) implements Node {
        @Override
        public Object eval(Frame frame) {
            Object from = operand.eval(frame);
            Object at = key.eval(frame);
            frame.charge(price);
            if (from instanceof Optional<?> optional) return optional.flatMap(inner -> find(inner, at));
            return find(from, at)
                    .orElseThrow(
                            () -> from instanceof List<?> ? CelFault.indexOutOfBounds(at) : CelFault.noSuchKey(at));
        }

        private static Optional<Object> find(Object from, Object at) {
            return switch (from) {
                case Map<?, ?> map -> Keys.find(map, at);
                case List<?> list
                when at instanceof Number index -> {
                    double place = index.doubleValue();
                    boolean within = place == Math.rint(place) && place >= 0 && place < list.size();
                    yield within ? Optional.of(list.get((int) place)) : Optional.empty();
                }
                default -> throw CelFault.noSuchOverload();
            };
        }
    }

    /// A step whose own price is not counted.
    record Free(Node node) implements Node {
        @Override
        public Object eval(Frame frame) {
            Object value = node.eval(frame);
            frame.refund();
            return value;
        }
    }

    /// `has(operand.field)`.
    record Has(Node operand, String field, int price) implements Node {
        @Override
        public Object eval(Frame frame) {
            Object from = operand.eval(frame);
            frame.charge(price);
            return Select.find(from, field).isPresent();
        }
    }

    /// `operand.?field`.
    record SelectOptional(Node operand, String field) implements Node {
        @Override
        public Object eval(Frame frame) {
            Object from = operand.eval(frame);
            frame.charge(1);
            return Select.find(from, field);
        }
    }

    /// `value in [1, 2, 3]`, for a list that is known beforehand; costs nothing.
    record OneOf(Node value, List<?> items) implements Node {
        @Override
        public Object eval(Frame frame) {
            Object sought = value.eval(frame);
            for (Object item : items) if (Equality.equal(frame, item, sought)) return true;
            return false;
        }
    }

    /// `condition ? yes : no`.
    record Choice(Node condition, Node yes, Node no) implements Node {
        @Override
        public Object eval(Frame frame) {
            if (!(condition.eval(frame) instanceof Boolean chosen)) throw CelFault.noSuchOverload();
            return (chosen ? yes : no).eval(frame);
        }
    }

    /// `left && right` or `left || right`: either side decides alone, whatever error the other side is.
    ///
    /// @param deciding the value with which one side decides: false for `&&`, true for `||`
    record Logic(Node left, Node right, boolean deciding) implements Node {
        @Override
        public Object eval(Frame frame) {
            CelFault fault = null;
            try {
                if (bool(left, frame) == deciding) return deciding;
            } catch (CelFault e) {
                fault = e;
            }
            if (bool(right, frame) == deciding) return deciding;
            if (fault != null) throw fault;
            return !deciding;
        }

        private static boolean bool(Node node, Frame frame) {
            if (node.eval(frame) instanceof Boolean bool) return bool;
            throw CelFault.noSuchOverload();
        }
    }

    /// The loop condition of `exists` and `all`: goes on unless its operand is false. An error is not false.
    record NotStrictlyFalse(Node operand) implements Node {
        @Override
        public Object eval(Frame frame) {
            frame.charge(1);
            try {
                return !Boolean.FALSE.equals(operand.eval(frame));
            } catch (CelFault absorbed) {
                return true;
            }
        }
    }

    /// `optional.or(other)` and `optional.orValue(other)`: the other is evaluated only where it is needed.
    record OrElse(Node optional, Node other, boolean unwrapped) implements Node {
        @Override
        public Object eval(Frame frame) {
            if (!(optional.eval(frame) instanceof Optional<?> value)) throw CelFault.noSuchOverload();
            frame.charge(1);
            if (value.isEmpty()) return other.eval(frame);
            return unwrapped ? value.get() : value;
        }
    }

    /// `[a, ?b]`.
    record NewList(List<Node> items, List<Integer> optional) implements Node {
        @Override
        public Object eval(Frame frame) {
            frame.charge(10);
            var list = new ArrayList<Object>(items.size());
            for (int i = 0; i < items.size(); i++) {
                Object item = items.get(i).eval(frame);
                if (!optional.contains(i)) {
                    list.add(item);
                } else if (item instanceof Optional<?> maybe) {
                    maybe.ifPresent(list::add);
                } else {
                    throw new CelFault("cannot initialize optional list element from non-optional value " + item);
                }
            }
            return list;
        }
    }

    /// One `key: value` of a map.
    record Entry(Node key, Node value, boolean optional) {}

    /// `{a: b, ?c: d}`.
    record NewMap(List<Entry> entries) implements Node {
        @Override
        public Object eval(Frame frame) {
            frame.charge(30);
            Map<Object, Object> map = new LinkedHashMap<>();
            for (var entry : entries) {
                Object key = Keys.checked(entry.key().eval(frame));
                Object value = entry.value().eval(frame);
                if (entry.optional()) {
                    if (!(value instanceof Optional<?> maybe)) {
                        throw new CelFault(
                                "cannot initialize optional entry '" + key + "' from non-optional value " + value);
                    }
                    if (maybe.isEmpty()) continue;
                    value = maybe.get();
                }
                Keys.putNew(map, key, value);
            }
            return map;
        }
    }
}
