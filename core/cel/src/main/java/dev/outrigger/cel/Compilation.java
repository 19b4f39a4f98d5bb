package dev.outrigger.cel;

/// What became of an expression's text.
public sealed interface Compilation {

    /// It has a meaning.
    record Compiled(CelProgram program) implements Compilation {}

    /// It has none; told to the author of the expression.
    ///
    /// @param message what is wrong, in the words of Kubernetes, such as `compilation failed: ERROR: <input>:1:6:
    ///     undefined field 'x'` with the line and a caret below it, or `must evaluate to a bool`
    record Refused(String message) implements Compilation {}
}
