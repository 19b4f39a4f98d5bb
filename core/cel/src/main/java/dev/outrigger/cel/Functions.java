package dev.outrigger.cel;

import dev.cel.common.CelOptions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelInternalRuntimeLibrary;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The implementations of all functions, by the names that the type checker chooses them by.
final class Functions {
    private final Map<String, Overload> overloads = new HashMap<>();

    /// The standard functions, those of the libraries given, and this package's own, which win.
    ///
    /// @param libraries CEL libraries; those that bring no functions at run time are passed over
    Functions(CelOptions options, List<?> libraries, List<Overload> own) {
        var equality = RuntimeEquality.create(RuntimeHelpers.create(), options);
        CelStandardFunctions.newBuilder()
                .build()
                .newFunctionBindings(equality, options)
                .forEach(this::add);
        for (Object library : libraries) {
            switch (library) {
                case CelInternalRuntimeLibrary internal -> internal.setRuntimeOptions(collector(), equality, options);
                case CelRuntimeLibrary plain -> plain.setRuntimeOptions(collector());
                default -> {}
            }
        }
        own.forEach(overload -> overloads.put(overload.id(), overload));
    }

    /// A call of the function, of any of these implementations.
    ///
    /// @throws CelFault where there is none of them
    Node call(String function, List<String> ids, List<Node> arguments) {
        var found = new ArrayList<Overload>();
        for (String id : ids) {
            var overload = overloads.get(id);
            if (overload != null) found.add(overload);
        }
        if (found.isEmpty()) throw new CelFault("no such overload: " + function + " " + ids);
        return new Call(function, List.copyOf(found), List.copyOf(arguments));
    }

    private void add(CelFunctionBinding binding) {
        var definition = binding.getDefinition();
        var overload = new Overload(
                binding.getOverloadId(),
                List.copyOf(binding.getArgTypes()),
                (frame, arguments) -> definition.apply(arguments));
        overloads.put(overload.id(), overload);
    }

    /// CEL's libraries hand their functions to a builder of a runtime, and to nothing else.
    private CelRuntimeBuilder collector() {
        return (CelRuntimeBuilder) Proxy.newProxyInstance(
                Functions.class.getClassLoader(),
                new Class<?>[] {CelRuntimeBuilder.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("addFunctionBindings")) {
                        bindings(arguments[0]).forEach(this::add);
                    }
                    return proxy;
                });
    }

    @SuppressWarnings("unchecked") // what CelRuntimeBuilder declares
    private static Iterable<CelFunctionBinding> bindings(Object argument) {
        return argument instanceof CelFunctionBinding[] array
                ? List.of(array)
                : (Iterable<CelFunctionBinding>) argument;
    }
}
