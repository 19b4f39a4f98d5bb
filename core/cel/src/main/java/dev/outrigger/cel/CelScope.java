package dev.outrigger.cel;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntimeFactory;
import dev.outrigger.schema.Schema;

/// A place of a schema where expressions may stand: what `self` and `oldSelf` are there.
///
/// Making one costs nothing; the first expression compiled in any scope loads the CEL libraries.
public final class CelScope {
    private final Schema self;

    private CelScope(Schema self) {
        this.self = self;
    }

    /// A place within an object.
    public static CelScope of(Schema self) {
        return new CelScope(self);
    }

    /// The root of a resource, where `apiVersion`, `kind`, `metadata.name` and `metadata.generateName` can always be
    /// read, and nothing else of `metadata`.
    public static CelScope ofResource(Schema root) {
        return new CelScope(root);
    }

    /// Compiles a rule, which must be a bool.
    public Compilation rule(String expression, OldSelf oldSelf) {
        return compile(expression, SimpleType.BOOL, "cel expression must evaluate to a bool");
    }

    /// Compiles a message expression, which must be a string.
    public Compilation message(String expression, OldSelf oldSelf) {
        return compile(expression, SimpleType.STRING, "messageExpression must evaluate to a string");
    }

    private Compilation compile(String expression, CelType result, String otherwise) {
        try {
            var ast = CelCompilerFactory.standardCelCompilerBuilder()
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                    .addLibraries(CelExtensions.strings())
                    .addVar("self", SimpleType.DYN)
                    .addVar("oldSelf", SimpleType.DYN)
                    .build()
                    .compile(expression)
                    .getAst();
            if (!ast.getResultType().equals(result)) return new Compilation.Refused(otherwise);
            var usesOldSelf = ast.getReferenceMap().values().stream()
                    .anyMatch(reference -> reference.name().equals("oldSelf"));
            var program = CelRuntimeFactory.plannerRuntimeBuilder()
                    .addLibraries(CelExtensions.strings())
                    .build()
                    .createProgram(ast);
            return new Compilation.Compiled(new CelProgram(program, usesOldSelf));
        } catch (CelValidationException e) {
            return new Compilation.Refused("compilation failed: " + e.getMessage());
        } catch (CelEvaluationException e) {
            return new Compilation.Refused("program instantiation failed: " + e.getMessage());
        }
    }
}
