package io.tidemark.api.command.settings;

import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;

/// How the app works in an account ([AccountSettings]), for the commands. Stateless.
public final class AppSettings {
    private AppSettings() {}

    /// A setting; the empty value of its kind when nothing was set up.
    public static JsonValue value(ReadTransaction tx, ObjectDesk desk, String field) {
        return AccountSettings.of(tx)
                .get(field)
                .orElseGet(() ->
                        desk.type("appsettings").field(field).orElseThrow().start());
    }

    /// A setting that is a set.
    public static JsonObject set(ReadTransaction tx, ObjectDesk desk, String field) {
        return value(tx, desk, field) instanceof JsonObject set ? set : JsonObject.EMPTY;
    }
}
