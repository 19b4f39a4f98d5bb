package dev.outrigger.store.etcd;

import com.google.protobuf.ByteString;
import dev.outrigger.meta.Revision;
import dev.outrigger.store.StoreException;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has etcd forget, every few minutes, what was replaced before the last few minutes.
///
/// All servers on one etcd, Go's and these, take turns through one key, whose version counts the turns: whoever comes
/// first in a turn compacts to where the store was when the turn before was taken, and the others only learn of it.
/// (apiserver `pkg/storage/etcd3/compact.go`)
final class Compactor {
    /// The key; its value is the revision last compacted to.
    static final ByteString NOTE = Wire.key("compact_rev_key");

    private static final Logger LOG = LoggerFactory.getLogger(Compactor.class);

    private final Calls calls;
    private final Past past;
    private final Duration every;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long turn;
    private long before;

    Compactor(Calls calls, Past past, Duration every) {
        this.calls = calls;
        this.past = past;
        this.every = every;
    }

    void start() {
        if (every.isPositive())
            Thread.ofVirtual().name("outrigger-etcd-compactor").start(this::run);
    }

    void close() {
        closed.countDown();
    }

    private void run() {
        try {
            while (!closed.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    takeTurn();
                } catch (StoreException e) {
                    LOG.warn("etcd was not compacted: {}", e.getMessage());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeTurn() {
        long upTo = before;
        var answer = calls.write(TxnRequest.newBuilder()
                .addCompare(Compare.newBuilder()
                        .setKey(NOTE)
                        .setTarget(Compare.CompareTarget.VERSION)
                        .setResult(Compare.CompareResult.EQUAL)
                        .setVersion(turn))
                .addSuccess(RequestOp.newBuilder()
                        .setRequestPut(PutRequest.newBuilder()
                                .setKey(NOTE)
                                .setValue(ByteString.copyFromUtf8(Long.toString(upTo)))))
                .addFailure(RequestOp.newBuilder()
                        .setRequestRange(RangeRequest.newBuilder().setKey(NOTE)))
                .build());
        before = answer.getHeader().getRevision();
        if (!answer.getSucceeded()) {
            var note = answer.getResponses(0).getResponseRange().getKvsList();
            turn = note.isEmpty() ? 0 : note.getFirst().getVersion();
            return;
        }
        turn++;
        // The first turn knows no time before.
        if (upTo > 0) past.compact(new Revision(upTo));
    }
}
