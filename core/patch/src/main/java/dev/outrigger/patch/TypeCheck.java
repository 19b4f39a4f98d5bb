package dev.outrigger.patch;

import dev.outrigger.meta.Value;
import dev.outrigger.schema.Schema.ListType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Checks that a value has the shape it should, as far as ownership needs it. The messages are upstream's.
final class TypeCheck {

    /// What to do about items of a set or map list that occur twice.
    enum Duplicates {
        /// Let them pass, as in stored objects.
        ALLOWED,
        /// Report them, as in applied configurations.
        REPORTED
    }

    private final Duplicates duplicates;
    private final List<String> problems = new ArrayList<>();

    private TypeCheck(Duplicates duplicates) {
        this.duplicates = duplicates;
    }

    /// What is wrong with a value: one line, or a list of several; empty where nothing is.
    static Optional<String> problem(Shape shape, Value value, Duplicates duplicates) {
        var check = new TypeCheck(duplicates);
        check.check("", shape, value);
        return switch (check.problems.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(check.problems.getFirst());
            default -> Optional.of("errors:\n  " + String.join("\n  ", check.problems));
        };
    }

    private void check(String path, Shape shape, Value value) {
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

    private void checkMembers(String path, Shape shape, Value.Struct object) {
        for (var member : object.members().entrySet()) {
            var below = path + "." + member.getKey();
            var declared = shape.member(member.getKey());
            if (declared.isEmpty()) {
                report(below, "field not declared in schema");
                return;
            }
            check(below, declared.get(), member.getValue());
        }
    }

    private void checkItems(String path, Shape shape, List<Value> items) {
        var seen = new TreeSet<PathElement>();
        for (int i = 0; i < items.size(); i++) {
            try {
                var place = shape.listType() == ListType.ATOMIC
                        ? new PathElement.Index(i)
                        : ListItems.place(shape, items.get(i));
                if (!seen.add(place) && duplicates == Duplicates.REPORTED) {
                    report(path, "duplicate entries for key " + place);
                }
                check(path + place, shape.items(), items.get(i));
            } catch (ListItems.Unplaceable e) {
                report(path, "element " + i + ": " + e.getMessage());
                return;
            }
        }
    }

    private void report(String path, String problem) {
        problems.add(path.isEmpty() ? problem : path + ": " + problem);
    }
}
