package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema.ListType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Checks that a value has the shape it should, as far as ownership needs it. The messages are upstream's.
final class TypeCheck {

    /// What to do about items of a set or map list that occur twice.
    enum Duplicates {
        /// Let them pass, as in stored objects.
        ALLOWED,
        /// Report them, as in applied configurations.
        REPORTED
    }

    /// Where the check is, from the innermost step outwards. It becomes text only where something is wrong.
    private record Trail(@Nullable Trail above, Object step) {
        static final Trail ROOT = new Trail(null, "");

        /// One step further in: a member's name, or an item's place.
        Trail at(Object next) {
            return new Trail(this, next);
        }

        String text() {
            if (above == null) return "";
            return above.text() + (step instanceof String name ? "." + name : step);
        }
    }

    private final Duplicates duplicates;
    private final List<String> problems = new ArrayList<>();

    private TypeCheck(Duplicates duplicates) {
        this.duplicates = duplicates;
    }

    /// What is wrong with a value: one line, or a list of several; empty where nothing is.
    static Optional<String> problem(Shape shape, Value value, Duplicates duplicates) {
        var check = new TypeCheck(duplicates);
        check.check(Trail.ROOT, shape, value);
        return switch (check.problems.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(check.problems.getFirst());
            default -> Optional.of("errors:\n  " + String.join("\n  ", check.problems));
        };
    }

    private void check(Trail path, Shape shape, Value value) {
        switch (shape.form(value)) {
            case SCALAR -> shape.scalarProblem(value).ifPresent(problem -> report(path, problem));
            case LIST -> {
                if (value instanceof Value.Array(var items)) checkItems(path, shape, items);
                else if (!(value instanceof Value.Null)) report(path, "expected list, got " + Shape.got(value));
            }
            case MAP -> {
                if (value instanceof Value.Struct object) checkMembers(path, shape, object);
                else if (!(value instanceof Value.Null)) report(path, "expected map, got " + Shape.got(value));
            }
        }
    }

    private void checkMembers(Trail path, Shape shape, Value.Struct object) {
        for (var member : object.members().entrySet()) {
            var below = path.at(member.getKey());
            var declared = shape.member(member.getKey());
            if (declared.isEmpty()) {
                report(below, "field not declared in schema");
                return;
            }
            check(below, declared.get(), member.getValue());
        }
    }

    private void checkItems(Trail path, Shape shape, List<Value> items) {
        if (shape.listType() == ListType.ATOMIC) {
            for (int i = 0; i < items.size(); i++) {
                check(path.at(new PathElement.Index(i)), shape.items(), items.get(i));
            }
            return;
        }
        var seen = new TreeSet<PathElement>();
        for (int i = 0; i < items.size(); i++) {
            try {
                var place = ListItems.place(shape, items.get(i));
                if (!seen.add(place) && duplicates == Duplicates.REPORTED) {
                    report(path, "duplicate entries for key " + place);
                }
                check(path.at(place), shape.items(), items.get(i));
            } catch (ListItems.Unplaceable e) {
                report(path, "element " + i + ": " + e.getMessage());
                return;
            }
        }
    }

    private void report(Trail path, String problem) {
        var where = path.text();
        problems.add(where.isEmpty() ? problem : where + ": " + problem);
    }
}
