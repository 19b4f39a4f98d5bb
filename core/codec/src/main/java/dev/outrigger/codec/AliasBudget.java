package dev.outrigger.codec;

/// Keeps aliases from blowing a small document up into a large one, by the measure of `yaml.v2`: the share of
/// nodes that come from aliases may be 99% up to 400,000 nodes and falls to 10% at four million.
final class AliasBudget {
    private static final double LOW = 400_000;
    private static final double HIGH = 4_000_000;

    private long nodes;
    private long aliased;

    /// One more node is written out.
    void node() {
        nodes++;
    }

    /// An alias stands for that many nodes.
    void alias(long count) {
        nodes += count;
        aliased += count;
        if (aliased > 100 && nodes > 1000 && (double) aliased / nodes > allowedShare()) {
            throw new DecodeException("yaml: document contains excessive aliasing");
        }
    }

    /// How many nodes the document has so far, those behind aliases counted at each.
    long nodes() {
        return nodes;
    }

    private double allowedShare() {
        if (nodes <= LOW) return 0.99;
        if (nodes >= HIGH) return 0.10;
        return 0.99 - 0.89 * ((nodes - LOW) / (HIGH - LOW));
    }
}
