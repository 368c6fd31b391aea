package io.tidemark.protocol.command;

/**
 * What a request says to prove who sends it (command API 4). A part that was not sent is empty. Immutable.
 *
 * @param contract the account: its number, or its short name
 * @param apiKey the key of the program
 * @param username the user's email
 * @param password the user's password
 * @param accessToken a token that stands for the user; when it is there, key, user and password do not matter
 */
public record CommandCredentials(String contract, String apiKey, String username, String password, String accessToken) {
    /** Only the contract, which is no secret. */
    @Override
    public String toString() {
        return "CommandCredentials[" + contract + "]";
    }
}
