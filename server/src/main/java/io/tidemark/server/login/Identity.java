package io.tidemark.server.login;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.AccountId;

/// Who sent a request, as proved by an access token, or by API key and password. Immutable.
///
/// @param account the account
/// @param user the user
/// @param session id of the login; empty when there is none, because a password came with the request
public record Identity(AccountId account, UserId user, String session) {}
