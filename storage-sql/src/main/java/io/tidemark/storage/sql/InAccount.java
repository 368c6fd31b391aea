package io.tidemark.storage.sql;

import io.tidemark.core.object.TypeId;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/// What the parts of a transaction share: the connection, and the account that every statement names.
interface InAccount {
    /// The connection.
    ///
    /// @throws IllegalStateException after the end of the work
    SqlSession session();

    /// The account's number.
    long account();

    /// The number of a type, if the account has objects of it.
    default OptionalLong findType(TypeId type) {
        return session().typeNumbers().find(session(), account(), type);
    }

    /// What is read of objects of a type; nothing when the account has none.
    ///
    /// @param reading reads by the type's number
    default <T> List<T> ofType(TypeId type, LongFunction<List<T>> reading) {
        OptionalLong number = findType(type);
        return number.isEmpty() ? List.of() : reading.apply(number.getAsLong());
    }

    /// The type with a number that a row names.
    default TypeId nameOfType(long number) {
        return session().typeNumbers().name(session(), account(), number);
    }
}
