package dev.outrigger.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What Kubernetes asks of literals beyond their types: that regular expressions, durations and timestamps can be
/// read, and that a list's or map's items are of one type, unless they are handed to `format`.
final class Literals {
    private final CelAbstractSyntaxTree tree;
    private final List<CelIssue> issues = new ArrayList<>();

    private Literals(CelAbstractSyntaxTree tree) {
        this.tree = tree;
    }

    /// What is wrong, as the type checker would show it; empty where nothing is.
    static Optional<String> complaints(CelAbstractSyntaxTree tree) {
        var literals = new Literals(tree);
        literals.check(tree.getExpr(), false);
        return literals.issues.isEmpty()
                ? Optional.empty()
                : Optional.of(CelIssue.toDisplayString(literals.issues, tree.getSource()));
    }

    private void check(CelExpr expr, boolean mixed) {
        switch (expr.getKind()) {
            case CALL -> call(expr, mixed);
            case SELECT -> check(expr.select().operand(), mixed);
            case LIST -> {
                if (!mixed) sameType(expr.list().elements(), expr.list().optionalIndices());
                expr.list().elements().forEach(item -> check(item, mixed));
            }
            case MAP -> map(expr.map(), mixed);
            case COMPREHENSION -> {
                var loop = expr.comprehension();
                List.of(loop.iterRange(), loop.accuInit(), loop.loopCondition(), loop.loopStep(), loop.result())
                        .forEach(part -> check(part, mixed));
            }
            case CONSTANT, IDENT, STRUCT, NOT_SET -> {}
        }
    }

    private void call(CelExpr expr, boolean mixed) {
        var call = expr.call();
        boolean format = mixed || call.function().equals("format");
        call.target().ifPresent(target -> check(target, format));
        call.args().forEach(argument -> check(argument, format));
        if (call.args().isEmpty()) return;
        CelExpr last = call.args().getLast();
        if (last.getKind() != CelExpr.ExprKind.Kind.CONSTANT) return;
        if (last.constant().getKind() != dev.cel.common.ast.CelConstant.Kind.STRING_VALUE) return;
        if (!readable(call.function(), last.constant().stringValue())) {
            report(last, "invalid " + call.function() + " argument");
        }
    }

    private static boolean readable(String function, String text) {
        try {
            switch (function) {
                case "matches" -> Patterns.of(text);
                case "duration" -> Environment.kubernetes().convert("string_to_duration", text);
                case "timestamp" -> Environment.kubernetes().convert("string_to_timestamp", text);
                default -> {}
            }
            return true;
        } catch (CelFault fault) {
            return false;
        }
    }

    private void map(CelExpr.CelMap map, boolean mixed) {
        if (!mixed) {
            var optional = new ArrayList<Integer>();
            for (int i = 0; i < map.entries().size(); i++) {
                if (map.entries().get(i).optionalEntry()) optional.add(i);
            }
            sameType(map.entries().stream().map(CelExpr.CelMap.Entry::key).toList(), List.of());
            sameType(map.entries().stream().map(CelExpr.CelMap.Entry::value).toList(), optional);
        }
        map.entries().forEach(entry -> {
            check(entry.key(), mixed);
            check(entry.value(), mixed);
        });
    }

    private void sameType(List<CelExpr> items, List<Integer> optional) {
        CelType first = null;
        for (int i = 0; i < items.size(); i++) {
            CelType type = tree.getTypeOrThrow(items.get(i).id());
            if (optional.contains(i) && !type.parameters().isEmpty())
                type = type.parameters().getFirst();
            if (first == null) {
                first = type;
            } else if (!equivalent(first, type)) {
                report(
                        items.get(i),
                        "expected type '" + CelTypes.format(first) + "' but found '" + CelTypes.format(type) + "'");
                return;
            }
        }
    }

    private static boolean equivalent(CelType a, CelType b) {
        if (a.kind() != b.kind() || !a.name().equals(b.name())) return false;
        if (a.kind() == CelKind.DYN || a.parameters().size() != b.parameters().size()) return a.kind() == CelKind.DYN;
        for (int i = 0; i < a.parameters().size(); i++) {
            if (!equivalent(a.parameters().get(i), b.parameters().get(i))) return false;
        }
        return true;
    }

    private void report(CelExpr expr, String message) {
        var source = tree.getSource();
        var place = Optional.ofNullable(source.getPositionsMap().get(expr.id()))
                .flatMap(source::getOffsetLocation)
                .orElse(CelSourceLocation.NONE);
        issues.add(CelIssue.formatError(place, message));
    }
}
