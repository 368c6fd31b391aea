package io.tidemark.e2e;

import java.util.Map;

/// A client of a [Cluster] that does one thing after the other, each at any server. Confined to one thread at a time.
interface ClusterClient {
    /// Does its next thing, however often it must be asked for.
    void step();

    /// Does what is left, once nobody writes any more.
    void settle();

    /// What it holds, or what it wrote and was confirmed: the value of each title.
    Map<String, String> known();
}
