package dev.outrigger.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelContainer;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.DefaultTypeProvider;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The language: its functions, its macros, and how strict its checker is.
final class Environment {
    private final CelOptions options;
    private final List<CelCompilerLibrary> libraries;
    private final List<Library> own;
    private final Functions functions;

    private Environment(CelOptions options, List<CelCompilerLibrary> libraries, List<Library> own) {
        this.options = options;
        this.libraries = libraries;
        this.own = own;
        var overloads = new ArrayList<>(CoreFunctions.overloads());
        overloads.addAll(GrowingText.overloads());
        own.forEach(library -> overloads.addAll(library.overloads()));
        this.functions = new Functions(options, libraries, overloads);
    }

    /// What Kubernetes 1.36 offers to the rules of custom resources. Made on first use.
    static Environment kubernetes() {
        return Kubernetes.ENVIRONMENT;
    }

    private static final class Kubernetes {
        static final Environment ENVIRONMENT = new Environment(
                options(),
                libraries(),
                List.of(
                        TextFormat.library(true),
                        ListsLibrary.library(),
                        RegexLibrary.library(),
                        QuantityLibrary.library(),
                        SemverLibrary.library(),
                        NetLibrary.ips(),
                        NetLibrary.cidrs(),
                        UrlLibrary.library(),
                        Formats.library()));
    }

    /// The language of the CEL specification with its extensions: lists and maps of mixed types, `math`, `base64`,
    /// `cel.bind`.
    static Environment specification() {
        var libraries = new ArrayList<>(libraries());
        libraries.add(CelExtensions.math());
        libraries.add(CelExtensions.encoders(options()));
        libraries.add(CelExtensions.bindings());
        return new Environment(options(), List.copyOf(libraries), List.of(TextFormat.library(false)));
    }

    private static List<CelCompilerLibrary> libraries() {
        var strings = EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.REVERSE));
        return List.of(
                CelExtensions.strings(strings),
                CelExtensions.sets(options()),
                CelExtensions.lists(),
                CelExtensions.optional(),
                CelExtensions.comprehensions());
    }

    private static CelOptions options() {
        return CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .enableOptionalSyntax(true)
                .enableTimestampEpoch(true)
                .evaluateCanonicalTypesToNativeValues(true)
                .populateMacroCalls(true)
                .comprehensionMaxIterations(-1)
                .build();
    }

    /// A compiler that knows these variables.
    ///
    /// @param structs the types of objects, by name
    CelCompiler compiler(Map<String, CelType> variables, Map<String, CelType> structs, CelContainer container) {
        return builder(variables, structs, container).build();
    }

    CelCompilerBuilder builder(Map<String, CelType> variables, Map<String, CelType> structs, CelContainer container) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(options)
                .setContainer(container)
                .setTypeProvider(new Types(structs))
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(libraries);
        own.forEach(library -> builder.addFunctionDeclarations(library.declarations()));
        variables.forEach(builder::addVar);
        return builder;
    }

    @SuppressWarnings("Immutable") // the map is never changed
    private record Types(Map<String, CelType> structs) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return ImmutableList.copyOf(structs.values());
        }

        @Override
        public Optional<CelType> findType(String name) {
            CelType struct = structs.get(name);
            return struct == null ? DefaultTypeProvider.getInstance().findType(name) : Optional.of(struct);
        }
    }

    /// Checks an expression.
    ///
    /// @throws CelValidationException where it has no meaning
    static CelAbstractSyntaxTree check(CelCompiler compiler, String expression) throws CelValidationException {
        return compiler.compile(expression).getAst();
    }

    /// Applies one conversion to a literal.
    ///
    /// @throws CelFault where it cannot be converted
    Object convert(String overload, String literal) {
        return functions
                .call(overload, List.of(overload), List.of(new Node.Constant(literal)))
                .eval(new Frame(0, Long.MAX_VALUE));
    }

    /// A checked expression, ready to run.
    ///
    /// @param variables the names of the variables, in the order of their slots
    /// @throws CelFault where a function has no implementation
    Plan plan(CelAbstractSyntaxTree tree, List<String> variables) {
        Map<String, Integer> slots = new LinkedHashMap<>();
        for (String variable : variables) slots.put(variable, slots.size());
        var planner = new Planner(tree, functions, true, slots);
        Node root = planner.plan();
        return new Plan(root, planner.slots());
    }

    /// A planned expression.
    record Plan(Node root, int slots) {
        Object eval(long limit, Object... variables) {
            var frame = new Frame(slots, limit);
            for (int i = 0; i < variables.length; i++) frame.set(i, variables[i]);
            return root.eval(frame);
        }
    }
}
