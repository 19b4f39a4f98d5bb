package dev.outrigger.store.etcd;

import com.google.protobuf.ByteString;
import dev.outrigger.store.Write;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;

/// Writes as etcd's transactions: where the key was last modified as expected, the write; elsewhere, what is there.
final class Transactions {
    private static final long ABSENT = 0;

    private Transactions() {}

    static TxnRequest of(Write write) {
        var key = Wire.key(write.key());
        return switch (write) {
            case Write.Create(var _, var value) -> transaction(key, ABSENT, put(key, value));
            case Write.Replace(var _, var value, var expected) -> transaction(key, expected.number(), put(key, value));
            case Write.Delete(var _, var expected) -> transaction(key, expected.number(), delete(key));
        };
    }

    private static TxnRequest transaction(ByteString key, long expected, RequestOp write) {
        return TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder()
                        .setKey(key)
                        .setTarget(Compare.CompareTarget.MOD)
                        .setResult(Compare.CompareResult.EQUAL)
                        .setModRevision(expected))
                .addSuccess(write)
                .addFailure(RequestOp.newBuilder()
                        .setRequestRange(RangeRequest.newBuilder().setKey(key)))
                .build();
    }

    private static RequestOp put(ByteString key, byte[] value) {
        return RequestOp.newBuilder()
                .setRequestPut(PutRequest.newBuilder().setKey(key).setValue(Wire.value(value)))
                .build();
    }

    private static RequestOp delete(ByteString key) {
        return RequestOp.newBuilder()
                .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(key))
                .build();
    }
}
