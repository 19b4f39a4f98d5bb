package dev.outrigger.store.etcd;

import dev.outrigger.store.FullException;
import dev.outrigger.store.StoreException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Set;

/// What etcd's errors mean. Their sentences are part of its protocol: a code alone does not tell them apart.
final class Faults {
    private static final String COMPACTED = "etcdserver: mvcc: required revision has been compacted";
    private static final String FUTURE = "etcdserver: mvcc: required revision is a future revision";
    private static final String FULL = "etcdserver: mvcc: database space exceeded";
    /// Refused before anything was proposed to the cluster: to ask again does no harm, not even for a write.
    private static final Set<String> NOT_BEGUN = Set.of(
            "etcdserver: no leader",
            "etcdserver: too many requests",
            "etcdserver: not capable",
            "etcdserver: rpc not supported for learner");

    private Faults() {}

    static boolean compacted(StatusRuntimeException e) {
        return sentence(e).equals(COMPACTED);
    }

    static boolean future(StatusRuntimeException e) {
        return sentence(e).equals(FUTURE);
    }

    /// Nothing came of the call, whatever it was, and another member or a later time may do better.
    static boolean notBegun(StatusRuntimeException e) {
        return NOT_BEGUN.contains(sentence(e));
    }

    /// Another member, or the same a little later, may answer.
    static boolean passing(StatusRuntimeException e) {
        return switch (e.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED, UNKNOWN, INTERNAL -> true;
            default -> notBegun(e);
        };
    }

    /// Whether etcd itself has answered, and the answer is no.
    static boolean refusal(StatusRuntimeException e) {
        return switch (e.getStatus().getCode()) {
            case INVALID_ARGUMENT,
                    FAILED_PRECONDITION,
                    RESOURCE_EXHAUSTED,
                    PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    OUT_OF_RANGE,
                    NOT_FOUND,
                    UNIMPLEMENTED -> true;
            default -> false;
        };
    }

    /// The failure for the store's caller.
    static StoreException of(Member member, StatusRuntimeException e) {
        var sentence = sentence(e);
        if (sentence.equals(FULL)) {
            return new FullException(FULL + " (compact and defragment etcd, then disarm its alarm)", e);
        }
        return new StoreException("etcd at " + member + " failed: " + sentence, e);
    }

    /// etcd's own words, or the fault's that kept them away.
    static String sentence(StatusRuntimeException e) {
        Status status = e.getStatus();
        var words = status.getDescription();
        if (words == null) words = status.getCode().toString();
        var cause = status.getCause();
        return cause == null || cause.getMessage() == null ? words : words + " (" + cause.getMessage() + ")";
    }
}
