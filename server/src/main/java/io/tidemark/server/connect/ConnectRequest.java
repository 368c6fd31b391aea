package io.tidemark.server.connect;

import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Hook;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.server.outgoing.WebAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What an app asks for when it sends a user to be connected: the set in the parameter `request`. Nothing in it
/// is proved. Immutable.
///
/// @param publicId the application key
/// @param negotiate where the app is told its token
/// @param back where the user goes afterwards
/// @param hooks what the app wants to be told; the addresses are of the web
public record ConnectRequest(String publicId, WebAddress negotiate, WebAddress back, List<Hook> hooks) {
    private static final int TEXT_MAX = 200;
    private static final int HOOKS_MAX = 50;
    private static final TreeReader READER =
            new TreeReader(new ReadLimits(64 * 1024, 8, 4_000, HOOKS_MAX, HOOKS_MAX, 50));

    public ConnectRequest {
        hooks = List.copyOf(hooks);
    }

    /// Reads the set.
    ///
    /// @throws SyncException with `MALFORMED_REQUEST` and a sentence for the app's developer
    public static ConnectRequest parse(String json) {
        JsonObject set;
        try {
            set = READER.read(json);
        } catch (WireException e) {
            throw malformed("The app's request is not JSON as it should be. " + e.getMessage());
        }
        List<Hook> hooks = new ArrayList<>();
        JsonValue sent = set.get("hooks").orElse(JsonLiteral.NULL);
        if (sent instanceof JsonArray array) {
            array.items().forEach(item -> hooks.add(hook(item)));
        } else if (sent != JsonLiteral.NULL) {
            throw malformed("In the app's request, hooks must be a list.");
        }
        return new ConnectRequest(
                text(set, "publicid", ""), address(set, "negotiateurl", ""), address(set, "returnurl", ""), hooks);
    }

    private static Hook hook(JsonValue item) {
        if (!(item instanceof JsonObject set)) {
            throw malformed("In the app's request, each of hooks must be an object.");
        }
        String of = " of a hook";
        return new Hook(
                text(set, "modcode", of),
                text(set, "hook", of),
                set.get("title").isEmpty() ? "" : text(set, "title", of),
                address(set, "url", of).uri().toString());
    }

    private static String text(JsonObject set, String name, String of) {
        if (set.get(name).orElse(JsonLiteral.NULL) instanceof JsonText(String text)
                && !text.isBlank()
                && text.length() <= TEXT_MAX) {
            return text.strip();
        }
        throw malformed("In the app's request, " + name + of + " must be a text of 1 to " + TEXT_MAX + " characters.");
    }

    private static WebAddress address(JsonObject set, String name, String of) {
        if (set.get(name).orElse(JsonLiteral.NULL) instanceof JsonText(String text)) {
            return WebAddress.parse(text)
                    .orElseThrow(() -> malformed("In the app's request, " + name + of
                            + " must be an absolute address that begins with https:// or http://."));
        }
        throw malformed("In the app's request, " + name + of + " is missing.");
    }

    /// The hosts of all its addresses, in lower case.
    Set<String> hosts() {
        Set<String> hosts = new LinkedHashSet<>();
        hosts.add(negotiate.host());
        hosts.add(back.host());
        for (Hook hook : hooks) {
            hosts.add(WebAddress.parse(hook.url()).orElseThrow().host());
        }
        return hosts;
    }

    /// Whether every address is at a host of the app.
    public boolean isOf(App app) {
        return publicId.equals(app.publicId()) && app.hosts().containsAll(hosts());
    }

    private static SyncException malformed(String sentence) {
        return new SyncException(ErrorCode.MALFORMED_REQUEST, sentence);
    }

    /// Without addresses.
    @Override
    public String toString() {
        return "ConnectRequest[" + publicId + "]";
    }
}
