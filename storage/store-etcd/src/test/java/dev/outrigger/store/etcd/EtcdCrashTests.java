package dev.outrigger.store.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.meta.Revision;
import dev.outrigger.store.Outcome;
import dev.outrigger.store.Write;
import dev.outrigger.store.contract.WritingProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers that are killed while they write to an etcd.
class EtcdCrashTests {
    @TempDir
    Path folder;

    @Test
    void everyWriteThatAKilledServerAcknowledgedIsThereAndTheOtherServerGoesOn() throws Exception {
        Map<String, Revision> acknowledged = new HashMap<>();
        try (var etcd = Etcd.start(folder);
                var other = new EtcdStoreAt().open(etcd.url().toString());
                var changes = new Changes(other, "/", new Revision(1))) {
            for (int round = 1; round <= 3; round++) {
                WritingProcess.killedAfter(
                        round * 100, EtcdStoreAt.class, etcd.url().toString(), acknowledged);
                var own = new Write.Create("/other/" + round, "x".getBytes(UTF_8));
                assertThat(other.write(own)).isInstanceOf(Outcome.Committed.class);
                WritingProcess.assertKept(acknowledged, other);
            }
            var last = other.revision();
            assertThat(changes.upTo(last))
                    .extracting(event -> event.revision().number())
                    .isEqualTo(LongStream.rangeClosed(2, last.number()).boxed().toList());
        }
    }
}
