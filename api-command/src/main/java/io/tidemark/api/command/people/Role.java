package io.tidemark.api.command.people;

/// How somebody belongs to a team.
enum Role {
    LEADER("leader", "leaderteams", "leaders"),
    MEMBER("member", "memberteams", "members"),
    VIEWER("viewer", "viewerteams", "viewers");

    private final String input;
    private final String field;
    private final String people;

    Role(String input, String field, String people) {
        this.input = input;
        this.field = field;
        this.people = people;
    }

    /// The flag of a command that says so.
    String input() {
        return input;
    }

    /// The field of a user that lists the teams.
    String field() {
        return field;
    }

    /// The input that lists the people of a team.
    String people() {
        return people;
    }
}
