package io.tidemark.api.meeting;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.AccountId;

/// Who calls. Immutable.
///
/// @param account the account whose address was called
/// @param user the user who is logged in
/// @param session id of the login
/// @param requestId names the request in logs
public record Caller(AccountId account, UserId user, String session, String requestId) {}
