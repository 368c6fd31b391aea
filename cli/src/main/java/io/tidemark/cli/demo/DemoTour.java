package io.tidemark.cli.demo;

import io.tidemark.catalog.people.People;
import io.tidemark.core.directory.User;

/// Lines for a shell that show what synchronization is, in the order in which they are to be pasted: three for the
/// meeting API, three for the command API. They need curl and what every shell has beside it. Immutable.
///
/// @param url where the server is
/// @param person who logs in
/// @param password the password
/// @param contract the account's number
/// @param apiKey a key of the account
record DemoTour(String url, User person, String password, long contract, String apiKey) {
    private static final String AUTHORIZED = "curl -sS -H \"Authorization: Bearer $TOKEN\" ";

    /// Logs in and synchronizes for the first time.
    String firstSync() {
        return "TOKEN=$(curl -sS " + url + "/oauth -d grant_type=password -d app_id=Api -d username=" + person.email()
                + " -d password=" + password + " | sed 's/.*\"access_token\": *\"\\([^\"]*\\)\".*/\\1/');"
                + " SYNC=$(" + AUTHORIZED + url + "/api/v1/mytasks/sync); printf '%s\\n' \"$SYNC\" | cut -c 1-600";
    }

    /// Sends back what came, which confirms it, and with it a task of one's own. The task names its owner in
    /// full: what the server would have to complete, it would send back.
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

    /// A function that runs a command, and the beginning of a first pass: what the person's app begins with.
    String firstPass() {
        return "run() { curl -sS " + url + "/api/endpoint.php --data-urlencode \"json={\\\"contract\\\":" + contract
                + ",\\\"apikey\\\":\\\"" + apiKey + "\\\",\\\"username\\\":\\\"" + person.email()
                + "\\\",\\\"password\\\":\\\"" + password + "\\\",\\\"commands\\\":[$1]}\"; };"
                + " FIRST=$(run '{\"command\":\"GetTodosByLastChange\",\"changedate\":\"1970-01-01\",\"changetime\":\"00:00:00\",\"ignoreclosed\":1}');"
                + " printf '%s\\n' \"$FIRST\" | cut -c 1-600";
    }

    /// Makes a task for the person, under a name that makes a repetition harmless.
    String newTodo() {
        return "run '{\"command\":\"CreateUpdateTodo\",\"clientid\":\"my-first\",\"todo\":{\"title\":\"Try the command API\",\"userid\":"
                + person.id().value() + "}}' | cut -c 1-400";
    }

    /// What changed since the first pass began, by title: the new task is among it, and the meeting API has it too.
    String delta() {
        return "run \"{\\\"command\\\":\\\"GetTodosByLastChange\\\","
                + "$(printf '%s\\n' \"$FIRST\" | sed 's/.*\"date\":\"\\([^\"]*\\)\",\"time\":\"\\([^\"]*\\)\".*/\\\"changedate\\\":\\\"\\1\\\",\\\"changetime\\\":\\\"\\2\\\"/')"
                + ",\\\"ignoreclosed\\\":1}\" | tr , '\\n' | grep '^\"title\"'";
    }
}
