package io.tidemark.catalog.reselect;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One look at objects of a type in one transaction: where another audience comes out, an entry of the log
/// says so, and devices hear of it; where none does, at most the next time to look is written. Confined to
/// its transaction.
///
/// @param now the time
/// @param why what the entries say
record Reselection(WriteTransaction tx, Instant now, String why) {
    /// Objects looked at in one transaction.
    static final int OBJECTS_MAX = 500;

    void look(CommandObjectType type, List<ObjectNumber> numbers) {
        Origin origin = new Origin(null, null, why, null);
        List<Change> moves = new ArrayList<>();
        for (ObjectNumber number : numbers) {
            StoredObject object = tx.lock(number).orElseThrow();
            if (!object.deleted()) {
                Fields fields = type.referring(type.fields(object.body()), tx, now);
                byte[] body = type.body(fields);
                Selected selected = type.selected(fields, tx, now);
                if (selected.audience().equals(object.audience()) && Arrays.equals(body, object.body())) {
                    tx.postpone(number, selected.until());
                } else {
                    moves.add(Change.moved(object, body, selected, origin, why));
                }
            }
        }
        if (!moves.isEmpty()) {
            tx.append(moves, now);
        }
    }
}
