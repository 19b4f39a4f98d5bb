package dev.outrigger.samples.cats;

import dev.outrigger.kinds.Connect;
import dev.outrigger.kinds.Resource;
import dev.outrigger.meta.FieldError;
import dev.outrigger.server.Outrigger;
import java.util.List;

/// Serves cats.
public final class Main {
    private static final int LIVES = 9;

    private Main() {}

    /// Serves cats until the process is told to end; `--help` lists the flags.
    public static void main(String[] args) {
        Outrigger.server()
                .name("cats")
                .resource(Resource.of(Cat.class)
                        .in("animal.skai.io", "v1alpha1")
                        .shortName("ct")
                        .defaulting(Main::complete)
                        .validate(Main::validate)
                        .scale(".spec.lives", ".status.lives")
                        .subresource("log", Connect.logs(Voice::log))
                        .subresource("exec", Connect.exec(Voice::exec)))
                .run(args);
    }

    private static Cat complete(Cat cat) {
        if (cat.spec() == null || cat.spec().lives() != null) return cat;
        return new Cat(new Cat.Spec(cat.spec().name(), LIVES), cat.status());
    }

    private static List<FieldError> validate(Cat cat) {
        boolean named = cat.spec() != null
                && cat.spec().name() != null
                && !cat.spec().name().isEmpty();
        return named ? List.of() : List.of(FieldError.required("spec.name", "must be specified"));
    }
}
