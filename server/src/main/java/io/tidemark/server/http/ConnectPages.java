package io.tidemark.server.http;

import static io.tidemark.server.http.HtmlPage.escaped;

import io.tidemark.catalog.command.EventHook;
import io.tidemark.core.connect.Hook;
import io.tidemark.server.connect.ConnectRequest;
import io.tidemark.server.connect.PendingConsents.Pending;
import io.tidemark.server.outgoing.WebAddress;
import java.util.Optional;
import java.util.stream.Collectors;

/// The pages on which a user connects an app. Stateless.
final class ConnectPages {
    static final String REQUEST = "request";
    static final String CONTRACT = "contract";
    static final String USERNAME = "username";
    static final String PASSWORD = "password";
    static final String TICKET = "ticket";
    static final String DECISION = "decision";
    static final String AGREE = "agree";

    private ConnectPages() {}

    /// Who are you? Nothing of the request is proved yet, so the page names hosts and no titles of apps.
    ///
    /// @param json the request, to come back with the login
    /// @param contract what the user typed before, or the account that the path names
    /// @param alert what was wrong with the last attempt; empty at first
    static HtmlPage login(
            int status, String json, ConnectRequest request, String contract, String username, String alert) {
        String body = """
                <h1>Log in to connect an app</h1>
                <p>An app at <strong>%s</strong> asks to work with your data. Log in to see what it wants; \
                you decide after that.</p>
                %s
                <form method="post" action="?">
                <input type="hidden" name="request" value="%s">
                <label>Contract<input name="contract" value="%s" required autocomplete="organization"></label>
                <label>Email<input name="username" value="%s" required autocomplete="username"></label>
                <label>Password<input name="password" type="password" required autocomplete="current-password"></label>
                <button class="first">Log in</button>
                </form>
                <p class="soft">Your password is for this server only. The app does not get it.</p>
                """.formatted(
                        escaped(request.negotiate().host()),
                        alert.isEmpty() ? "" : "<p class=\"alert\" role=\"alert\">" + escaped(alert) + "</p>",
                        escaped(json),
                        escaped(contract),
                        escaped(username));
        return HtmlPage.of(status, "Log in to connect an app", body);
    }

    /// Do you agree?
    static HtmlPage consent(Pending pending, String userName, String ticket) {
        ConnectRequest request = pending.request();
        String app = escaped(pending.app().title());
        String body = """
                <h1>Connect %s?</h1>
                <p>If you agree, <strong>%s</strong> can read and change everything that you can read and change in \
                <strong>%s</strong>, in your name, until somebody ends the connection.</p>
                %s
                <dl>
                <dt>You are</dt><dd>%s</dd>
                <dt>The app's server</dt><dd>%s</dd>
                <dt>You go on to</dt><dd>%s</dd>
                </dl>
                <form method="post" action="?">
                <input type="hidden" name="ticket" value="%s">
                <button class="first" name="decision" value="agree">Connect</button>
                <button name="decision" value="refuse">Do not connect</button>
                </form>
                """.formatted(
                        app,
                        app,
                        escaped(pending.account().title()),
                        hooks(request),
                        escaped(userName),
                        escaped(request.negotiate().origin()),
                        escaped(request.back().origin()),
                        escaped(ticket));
        return new HtmlPage(
                200, "Connect " + pending.app().title(), body, request.back().origin());
    }

    private static String hooks(ConnectRequest request) {
        if (request.hooks().isEmpty()) {
            return "<p>It does not ask to be told about changes.</p>";
        }
        String items = request.hooks().stream().map(ConnectPages::hook).collect(Collectors.joining("\n"));
        return "<p>It also asks for this:</p>\n<ul>\n" + items + "\n</ul>";
    }

    private static String hook(Hook hook) {
        Optional<EventHook> event = EventHook.named(hook.modcode(), hook.name());
        String host = WebAddress.parse(hook.url()).map(WebAddress::host).orElse("");
        String title = hook.title().isEmpty() ? hook.name() : hook.title();
        String what = event.map(known -> "to be told at " + host + " when " + known.occasion())
                .orElse("a part that this server does not have; it stays without effect");
        return "<li><strong>" + escaped(title) + "</strong><br><span class=\"soft\">"
                + escaped(hook.modcode() + "/" + hook.name() + ": " + what) + "</span></li>";
    }

    /// Nothing was connected.
    static HtmlPage notConnected(int status, String sentence, Optional<WebAddress> back) {
        String link = back.map(
                        address -> "<p><a href=\"" + escaped(address.uri().toASCIIString()) + "\">Go on to "
                                + escaped(address.host()) + "</a></p>")
                .orElse("");
        return HtmlPage.message(status, "Not connected", sentence, link);
    }

    /// It is connected; browsers that do not follow show this.
    static HtmlPage connected(WebAddress back) {
        return HtmlPage.message(
                303,
                "Connected",
                "The app is connected.",
                "<p><a href=\"" + escaped(back.uri().toASCIIString()) + "\">Go on to " + escaped(back.host())
                        + "</a></p>");
    }
}
