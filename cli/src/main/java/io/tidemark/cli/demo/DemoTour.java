package io.tidemark.cli.demo;

import io.tidemark.catalog.people.People;
import io.tidemark.core.directory.User;

/// Three lines for a shell that show what synchronization is, in the order in which they are to be pasted. They need
/// curl
/// and sed and nothing else. Immutable.
///
/// @param url where the server is
/// @param person who logs in
/// @param password the password
record DemoTour(String url, User person, String password) {
    private static final String AUTHORIZED = "curl -sS -H \"Authorization: Bearer $TOKEN\" ";

    /// Logs in and synchronizes for the first time.
    String firstSync() {
        return "TOKEN=$(curl -sS " + url + "/oauth -d grant_type=password -d app_id=Api -d username=" + person.email()
                + " -d password=" + password + " | sed 's/.*\"access_token\": *\"\\([^\"]*\\)\".*/\\1/');"
                + " SYNC=$(" + AUTHORIZED + url + "/api/v1/mytasks/sync); printf '%s\\n' \"$SYNC\" | cut -c 1-600";
    }

    /// Sends back what came, which confirms it, and with it a task of one's own. The task names its owner in full: what
    /// the
    /// server would have to complete, it would send back.
    String commit() {
        return "printf '%s\\n' \"$SYNC\""
                + " | sed 's/\"Tasks\":\\[/&{\"State\":\"NEW\",\"ClientSyncId\":\"my-first\",\"Task\":{\"Title\":\"Try Tidemark\",\"Owners\":["
                + People.wire(person) + "]}},/'"
                + " | " + AUTHORIZED + "-H 'Content-Type: application/json' --data-binary @- " + url
                + "/api/v1/mytasks/synccommit | cut -c 1-300";
    }

    /// Synchronizes again: everything is confirmed, so nothing comes.
    String idleSync() {
        return AUTHORIZED + "\"" + url
                + "/api/v1/mytasks/sync?synctoken=$(printf '%s\\n' \"$SYNC\" | sed 's/.*\"SyncToken\":\"\\([^\"]*\\)\".*/\\1/')\"; echo";
    }
}
