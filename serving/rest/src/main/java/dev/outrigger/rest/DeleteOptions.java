package dev.outrigger.rest;

import dev.outrigger.meta.ApiException;
import dev.outrigger.meta.FieldError;
import dev.outrigger.meta.GroupResource;
import dev.outrigger.meta.GroupVersionKind;
import dev.outrigger.meta.Value;
import dev.outrigger.pipeline.ApiRequest;
import dev.outrigger.pipeline.Query;
import dev.outrigger.schema.MetaSchemas;
import dev.outrigger.schema.Validation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// How a delete is to be done (`metav1.DeleteOptions`), from the body or, where there is none, the query.
///
/// @param dryRun whether nothing is to be removed
/// @param uid the object must have this uid
/// @param resourceVersion the object must be at this version
/// @param propagation what becomes of dependents; empty for the default
/// @param reading what becomes of an object that cannot be read
record DeleteOptions(
        boolean dryRun,
        Optional<String> uid,
        Optional<String> resourceVersion,
        Optional<Propagation> propagation,
        Reading reading) {
    private static final String IGNORE = "ignoreStoreReadErrorWithClusterBreakingPotential";
    private static final GroupVersionKind KIND = new GroupVersionKind("meta.k8s.io", "v1", "DeleteOptions");
    private static final List<String> OTHERS =
            List.of("dryRun", "propagationPolicy", "orphanDependents", "gracePeriodSeconds", "preconditions");
    private static final List<String> POLICIES = List.of("Foreground", "Background", "Orphan", "nil");

    /// What becomes of an object's dependents.
    enum Propagation {
        /// They go first.
        FOREGROUND,
        /// They go afterwards.
        BACKGROUND,
        /// They stay.
        ORPHAN
    }

    /// What becomes of an object that cannot be read.
    enum Reading {
        /// It stays, and the client is told.
        NEEDED,
        /// It goes, whatever it was and whoever needs it; an object that can be read stays.
        IMPOSSIBLE
    }

    /// Reads the options of a request.
    ///
    /// @throws ApiException 400, 415 or 422 where they are malformed
    static DeleteOptions of(ApiRequest request, Intake intake) {
        return intake.optionalBody(request).map(DeleteOptions::ofBody).orElseGet(() -> ofQuery(request.query()));
    }

    /// The options as the API writes them.
    Value.Struct toValue() {
        var value = Value.object("kind", KIND.kind(), "apiVersion", KIND.apiVersion());
        return dryRun ? value.with("dryRun", Value.Array.ofTexts(List.of("All"))) : value;
    }

    /// The refusal where an object can be read after all.
    static ApiException readable(GroupResource resource, String name) {
        var kind = new GroupVersionKind(resource.group(), "", resource.resource());
        return ApiException.invalid(
                kind,
                name,
                List.of(ignoring(
                        "is exclusively used to delete corrupt object(s), try again by removing this option")));
    }

    /// These, for a collection.
    ///
    /// @throws ApiException 422 where they are for single objects
    DeleteOptions ofCollection() {
        return switch (reading) {
            case NEEDED -> this;
            case IMPOSSIBLE ->
                throw ApiException.invalid(
                        KIND,
                        "",
                        List.of(ignoring("is not allowed with DELETECOLLECTION, try again after removing the option")));
        };
    }

    private static FieldError ignoring(String why) {
        return FieldError.invalid(IGNORE, Value.of(true), why);
    }

    private static DeleteOptions ofQuery(Query query) {
        var errors = new ArrayList<FieldError>();
        if (Parameters.flag(query, IGNORE)) refuseTogether(query::has, errors);
        return of(
                query.all("dryRun"),
                Optional.empty(),
                Optional.empty(),
                Parameters.optionalFlag(query, "orphanDependents"),
                query.first("propagationPolicy"),
                reading(Parameters.flag(query, IGNORE)),
                errors);
    }

    private static Reading reading(boolean ignored) {
        return ignored ? Reading.IMPOSSIBLE : Reading.NEEDED;
    }

    /// Nothing else can be asked of what cannot be read.
    private static void refuseTogether(Predicate<String> has, List<FieldError> errors) {
        for (String other : OTHERS) {
            if (has.test(other)) errors.add(ignoring("cannot be set together with ." + other));
        }
    }

    private static DeleteOptions ofBody(Value.Struct body) {
        var kind = body.text("kind").orElse("DeleteOptions");
        if (!kind.equals("DeleteOptions")) {
            throw ApiException.badRequest("decoded object cannot be converted to DeleteOptions");
        }
        var mismatches = Validation.types(body, MetaSchemas.DELETE_OPTIONS);
        if (!mismatches.isEmpty())
            throw ApiException.badRequest(mismatches.getFirst().message());
        var preconditions = body.struct("preconditions");
        boolean ignored = body.get(IGNORE).orElse(Value.NULL) instanceof Value.Bool(var ignore) && ignore;
        var errors = new ArrayList<FieldError>();
        if (ignored) refuseTogether(name -> isSet(body, name), errors);
        var dryRun = new ArrayList<String>();
        for (Value value : body.items("dryRun")) if (value instanceof Value.Text(var text)) dryRun.add(text);
        return of(
                dryRun,
                preconditions.text("uid"),
                preconditions.text("resourceVersion"),
                body.get("orphanDependents").map(value -> value instanceof Value.Bool(var orphan) && orphan),
                body.text("propagationPolicy").orElse(""),
                reading(ignored),
                errors);
    }

    private static boolean isSet(Value.Struct body, String name) {
        var value = body.get(name).orElse(Value.NULL);
        return !(value instanceof Value.Null) && !value.equals(Value.Array.EMPTY);
    }

    /// @param more what is wrong already
    private static DeleteOptions of(
            List<String> dryRunValues,
            Optional<String> uid,
            Optional<String> resourceVersion,
            Optional<Boolean> orphan,
            String policy,
            Reading reading,
            List<FieldError> more) {
        var errors = new ArrayList<FieldError>();
        if (orphan.isPresent() && !policy.isEmpty()) {
            errors.add(FieldError.invalid(
                    "propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set"));
        }
        if (!policy.isEmpty() && !POLICIES.subList(0, 3).contains(policy)) {
            errors.add(FieldError.notSupported("propagationPolicy", policy, POLICIES));
        }
        boolean dryRun = WriteOptions.dryRun(dryRunValues, errors);
        errors.addAll(more);
        if (!errors.isEmpty()) throw ApiException.invalid(KIND, "", errors);
        return new DeleteOptions(dryRun, uid, resourceVersion, propagation(orphan, policy), reading);
    }

    private static Optional<Propagation> propagation(Optional<Boolean> orphan, String policy) {
        return switch (policy) {
            case "Foreground" -> Optional.of(Propagation.FOREGROUND);
            case "Background" -> Optional.of(Propagation.BACKGROUND);
            case "Orphan" -> Optional.of(Propagation.ORPHAN);
            default -> orphan.map(keep -> keep ? Propagation.ORPHAN : Propagation.BACKGROUND);
        };
    }
}
