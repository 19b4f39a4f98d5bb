package dev.outrigger.cel;

import dev.cel.common.CelContainer;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.outrigger.schema.Schema;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place of a schema where expressions may stand: what `self` and `oldSelf` are there.
///
/// Making one costs nothing; the first expression compiled in any scope loads the CEL libraries. Not for use by several
/// threads at once; the programs it makes are.
public final class CelScope {
    static final List<String> VARIABLES = List.of("self", "oldSelf");

    private static final Pattern SYNTAX = Pattern.compile(
            "(?m)^(ERROR: <input>:\\d+:\\d+: )(no viable|mismatched input|extraneous input|token recognition|missing )");

    private final Schema self;
    private final boolean resource;
    private @Nullable Optional<DeclType> type;
    private final Map<OldSelf, CelCompiler> compilers = new EnumMap<>(OldSelf.class);

    private CelScope(Schema self, boolean resource) {
        this.self = self;
        this.resource = resource;
    }

    /// A place within an object.
    public static CelScope of(Schema self) {
        return new CelScope(self, self.embeddedResource());
    }

    /// The root of a resource, where `apiVersion`, `kind`, `metadata.name` and `metadata.generateName` can always be
    /// read, and nothing else of `metadata`.
    public static CelScope ofResource(Schema root) {
        return new CelScope(root, true);
    }

    /// Whether expressions can speak of what is here at all. They cannot where the schema keeps values without knowing
    /// their type, nor of lists and maps of such values.
    public boolean readable() {
        return type().isPresent();
    }

    /// How many values like this a request can hold at most, for places within lists and maps whose size nothing
    /// bounds.
    public long maxCardinality() {
        return SelfTypes.MAX_REQUEST_BYTES / (type().map(DeclType::minSize).orElse(0L) + 1);
    }

    /// Compiles a rule, which must be a bool.
    public Compilation rule(String expression, OldSelf oldSelf) {
        return compile(expression, oldSelf, SimpleType.BOOL, "", "cel expression must evaluate to a bool");
    }

    /// Compiles a message expression, which must be a string.
    public Compilation message(String expression, OldSelf oldSelf) {
        return compile(
                expression,
                oldSelf,
                SimpleType.STRING,
                "messageExpression ",
                "messageExpression must evaluate to a string");
    }

    private Compilation compile(String expression, OldSelf oldSelf, CelType result, String what, String otherwise) {
        if (type().isEmpty()) {
            return new Compilation.Refused("failed to convert to declType for CEL validation rules");
        }
        try {
            var tree = Environment.check(
                    compilers.computeIfAbsent(oldSelf, old -> compiler(old, type().get())), expression);
            var complaints = Literals.complaints(tree);
            if (complaints.isPresent())
                return new Compilation.Refused(what + "compilation failed: " + complaints.get());
            if (!tree.getResultType().equals(result)) return new Compilation.Refused(otherwise);
            var plan = Environment.kubernetes().plan(tree, VARIABLES);
            boolean usesOldSelf = tree.getReferenceMap().values().stream()
                    .anyMatch(reference -> reference.name().equals("oldSelf"));
            return new Compilation.Compiled(new CelProgram(
                    plan,
                    self,
                    resource,
                    oldSelf,
                    usesOldSelf,
                    CostEstimator.estimate(tree, type().get()).max()));
        } catch (CelValidationException e) {
            return new Compilation.Refused(what + "compilation failed: " + syntaxNamed(String.valueOf(e.getMessage())));
        } catch (CelFault fault) {
            return new Compilation.Refused(what + "instantiation failed: " + fault.text());
        } catch (StackOverflowError e) {
            return new Compilation.Refused(what + "compilation failed: the expression is nested too deeply");
        }
    }

    /// The parser's complaints, with what they are before them, as cel-go writes them.
    private static String syntaxNamed(String message) {
        return SYNTAX.matcher(message).replaceAll("$1Syntax error: $2");
    }

    private Optional<DeclType> type() {
        if (type == null) type = SelfTypes.of(self, resource, "<self>");
        return type;
    }

    private static CelCompiler compiler(OldSelf oldSelf, DeclType type) {
        CelType self = type.type();
        CelType old = switch (oldSelf) {
            case VALUE -> self;
            case OPTIONAL -> OptionalType.create(self);
        };
        return Environment.kubernetes()
                .compiler(
                        Map.of("self", self, "oldSelf", old),
                        type.structs(),
                        CelContainer.newBuilder().build());
    }
}
