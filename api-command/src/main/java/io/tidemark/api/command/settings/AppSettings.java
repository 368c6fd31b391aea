package io.tidemark.api.command.settings;

import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;

/// How the app works in an account: one object of the type `appsettings`, the first one there is. Stateless.
public final class AppSettings {
    private AppSettings() {}

    /// A setting; the empty value of its kind when nothing was set up.
    public static JsonValue value(ReadTransaction tx, ObjectDesk desk, String field) {
        return settings(tx, desk)
                .get(field)
                .orElseGet(() ->
                        desk.type("appsettings").field(field).orElseThrow().start());
    }

    /// A setting that is a set.
    public static JsonObject set(ReadTransaction tx, ObjectDesk desk, String field) {
        return value(tx, desk, field) instanceof JsonObject set ? set : JsonObject.EMPTY;
    }

    private static JsonObject settings(ReadTransaction tx, ObjectDesk desk) {
        return tx.object(AccountSettings.KEY)
                .filter(object -> !object.deleted())
                .or(() -> ObjectDesk.all(tx, desk.type("appsettings")).stream().findFirst())
                .map(CommandObjectType::object)
                .orElse(JsonObject.EMPTY);
    }
}
