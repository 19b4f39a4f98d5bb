package dev.outrigger.server;

/// What the tests serve.
record Cat(Spec spec) {
    record Spec(String name) {}
}
