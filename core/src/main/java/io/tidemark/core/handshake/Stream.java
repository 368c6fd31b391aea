package io.tidemark.core.handshake;

import io.tidemark.core.object.TypeId;
import java.util.List;

/// A set of types that are synchronized together under one token.
///
/// @param name for instance `meetings`
/// @param number 0 to 6, unique among the streams; part of tokens
/// @param types in the order in which they are sent
/// @param oneWay types that devices only upload, before all others in a commit
public record Stream(String name, int number, List<TypeId> types, List<OneWay> oneWay) {
    public Stream {
        types = List.copyOf(types);
        oneWay = List.copyOf(oneWay);
        if (number < 0 || number > 6) {
            throw new IllegalArgumentException("a stream's number is 0 to 6");
        }
    }

    /// A type that goes from the device to the server only, such as the busy slots of a calendar. Its objects belong
    /// to the user who sent them and are found by the client's own name.
    ///
    /// @param type the type
    /// @param fallsThroughTo when a client deletes something under a name that no object of this type has, the type
    ///     among whose objects the name is looked up instead (meeting API 5.9);
    ///     null when it is not looked up elsewhere
    public record OneWay(
            TypeId type, @org.jspecify.annotations.Nullable TypeId fallsThroughTo) {}

    /// The name under which the one-way objects' client names are kept.
    String oneWayName() {
        return name + ".one-way";
    }
}
