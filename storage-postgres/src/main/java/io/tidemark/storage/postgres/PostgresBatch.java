package io.tidemark.storage.postgres;

import io.tidemark.storage.sql.Batch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows to write that are sent together, statement by statement: one exchange with the database for many rows
/// instead of one for each. Confined to its transaction.
final class PostgresBatch implements Batch {
    private static final int ROWS_MAX = 2_000;

    private final PostgresSession session;
    private final List<String> order;
    private final Map<String, List<@Nullable Object[]>> waiting = new HashMap<>();
    private int rows;

    /// @param order the statements, in the order in which they are executed
    PostgresBatch(PostgresSession session, List<String> order) {
        this.session = session;
        this.order = order;
    }

    @Override
    public void add(String sql, @Nullable Object... parameters) {
        waiting.computeIfAbsent(sql, none -> new ArrayList<>()).add(parameters);
        rows++;
    }

    @Override
    public boolean isFull() {
        return rows >= ROWS_MAX;
    }

    @Override
    public void flush() {
        for (String sql : order) {
            session.executeEach(sql, waiting.getOrDefault(sql, List.of()));
        }
        waiting.keySet().removeAll(order);
        rows = 0;
        if (!waiting.isEmpty()) {
            throw new IllegalStateException("a statement has no place in the order");
        }
    }
}
