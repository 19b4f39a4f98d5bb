package dev.outrigger.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import java.util.List;

/// Kubernetes' `semver` and what can be asked of one.
final class SemverLibrary {
    private static final CelType SEMVER = StructTypeReference.create(Semver.TYPE);

    private SemverLibrary() {}

    static Library library() {
        var lenient = List.<CelType>of(SimpleType.STRING, SimpleType.BOOL);
        var library = new Library()
                .global(
                        "semver",
                        SEMVER,
                        SimpleType.STRING,
                        Overload.of("string_to_semver", String.class, Semver::parse))
                .global(
                        "semver",
                        SEMVER,
                        lenient,
                        Overload.of("string_bool_to_semver", String.class, Boolean.class, SemverLibrary::parse))
                .global(
                        "isSemver",
                        SimpleType.BOOL,
                        SimpleType.STRING,
                        Overload.of("is_semver_string", String.class, text -> isSemver(text, false)))
                .global(
                        "isSemver",
                        SimpleType.BOOL,
                        lenient,
                        Overload.of("is_semver_string_bool", String.class, Boolean.class, SemverLibrary::isSemver));
        part(library, "major", Semver::major);
        part(library, "minor", Semver::minor);
        part(library, "patch", Semver::patch);
        compared(library, "isGreaterThan", SimpleType.BOOL, "semver_is_greater_than", sign -> sign > 0);
        compared(library, "isLessThan", SimpleType.BOOL, "semver_is_less_than", sign -> sign < 0);
        compared(library, "compareTo", SimpleType.INT, "semver_compare_to", sign -> (long) sign);
        return library;
    }

    private static void part(Library library, String name, Overload.One<Semver> body) {
        library.member(name, SimpleType.INT, SEMVER, Overload.of("semver_" + name, Semver.class, body));
    }

    private static void compared(
            Library library, String name, CelType result, String overload, Overload.One<Integer> sign) {
        library.member(
                name,
                result,
                SEMVER,
                List.of(SEMVER),
                Overload.of(overload, Semver.class, Semver.class, (a, b) -> sign.apply(a.compareTo(b))));
    }

    private static Semver parse(String text, Boolean tolerant) {
        return tolerant ? Semver.parseTolerantly(text) : Semver.parse(text);
    }

    private static boolean isSemver(String text, Boolean tolerant) {
        try {
            parse(text, tolerant);
            return true;
        } catch (CelFault fault) {
            return false;
        }
    }
}
