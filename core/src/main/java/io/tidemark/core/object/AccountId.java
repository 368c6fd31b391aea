package io.tidemark.core.object;

/// The number of an account: the tenant (a contract, an installation). Everything else in Tidemark is inside exactly
/// one account.
///
/// @param value at least 1
public record AccountId(long value) {
    public AccountId {
        if (value < 1) {
            throw new IllegalArgumentException("an account's number is at least 1");
        }
    }
}
