package io.tidemark.catalog.meeting;

import io.tidemark.core.object.Fields;
import io.tidemark.protocol.meeting.PropertiesFilter;
import java.util.List;
import java.util.Set;

/// Which properties make an object count as modified (meeting API 5.7), as the bits that the engine carries in
/// a round. Bit `n` is the `n`-th property of the stream's default filter; no bits at all mean the default.
/// Immutable.
public final class Detection {
    private final List<String> fields;

    private Detection(List<String> fields) {
        this.fields = fields;
    }

    /// The detection over a stream's properties.
    ///
    /// @param all the default filter
    /// @param prefix what stands before the property in a field's name
    public static Detection of(PropertiesFilter all, String prefix) {
        return new Detection(all.names().stream().map(name -> prefix + name).toList());
    }

    /// A filter as bits.
    public static int bits(PropertiesFilter wanted, PropertiesFilter all) {
        int bits = 0;
        int bit = 1;
        for (String name : all.names()) {
            bits |= wanted.names().contains(name) ? bit : 0;
            bit <<= 1;
        }
        return bits;
    }

    /// Whether a property that takes part differs.
    public boolean differs(Fields held, Fields now, int bits) {
        for (int i = 0; i < fields.size(); i++) {
            if ((bits == 0 || (bits & (1 << i)) != 0) && !held.agreesOn(fields.get(i), now)) {
                return true;
            }
        }
        return false;
    }

    /// The names of the fields that can take part.
    public Set<String> fields() {
        return Set.copyOf(fields);
    }
}
