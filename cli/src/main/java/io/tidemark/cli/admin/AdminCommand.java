package io.tidemark.cli.admin;

import picocli.CommandLine.Command;

/// `tidemark admin`: only a name for the commands under it.
@Command(
        name = "admin",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Accounts, users, teams, keys, connected apps and types of objects.",
            "",
            "Works on the data folder itself: stop the server first. Passwords are asked for without echo or read from"
                    + " standard input; they are never arguments."
        },
        footer = {
            "",
            "Examples:",
            "  tidemark admin account add acme --title \"Acme Service\"",
            "  tidemark admin user add ida@acme.example --name \"Ida Holm\"",
            "  tidemark admin user list --json"
        })
public final class AdminCommand {}
