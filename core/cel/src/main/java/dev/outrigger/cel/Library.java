package dev.outrigger.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.List;

/// Functions that this package brings: what the type checker knows of each, and what it does.
final class Library {
    private final List<CelFunctionDecl> declarations = new ArrayList<>();
    private final List<Overload> overloads = new ArrayList<>();

    /// Declares `receiver.name(parameters)`.
    Library member(String name, CelType result, CelType receiver, List<CelType> parameters, Overload overload) {
        var types = new ArrayList<CelType>();
        types.add(receiver);
        types.addAll(parameters);
        return add(name, CelOverloadDecl.newMemberOverload(overload.id(), result, types), overload);
    }

    /// Declares `receiver.name()`.
    Library member(String name, CelType result, CelType receiver, Overload overload) {
        return member(name, result, receiver, List.of(), overload);
    }

    /// Declares `name(parameters)`.
    Library global(String name, CelType result, List<CelType> parameters, Overload overload) {
        return add(name, CelOverloadDecl.newGlobalOverload(overload.id(), result, parameters), overload);
    }

    /// Declares `name(parameter)`.
    Library global(String name, CelType result, CelType parameter, Overload overload) {
        return global(name, result, List.of(parameter), overload);
    }

    private Library add(String name, CelOverloadDecl declaration, Overload overload) {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(name, declaration));
        overloads.add(overload);
        return this;
    }

    List<CelFunctionDecl> declarations() {
        return declarations;
    }

    List<Overload> overloads() {
        return overloads;
    }
}
