package io.tidemark.server.login;

import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.AccountId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Writes and opens access tokens: opaque, URL-safe, signed with a key derived from the account's. Thread-safe.
final class AccessTokens {
    private static final byte FORMAT = 1;
    private static final int SIGNATURE_BYTES = 32;
    private static final int TEXT_LENGTH_MAX = 512;
    private static final String ALGORITHM = "HmacSHA256";

    /// Keeps this use of the account's key apart from the signing of sync tokens.
    private static final byte[] LABEL = "access-token".getBytes(StandardCharsets.US_ASCII);

    private AccessTokens() {}

    /// What a token says.
    ///
    /// @param account whose
    /// @param user who logged in
    /// @param session id of the login
    /// @param expiresAt when the token ends, in whole seconds
    record Claims(AccountId account, UserId user, String session, Instant expiresAt) {}

    static String write(Account account, Claims claims) {
        byte[] session = claims.session().getBytes(StandardCharsets.UTF_8);
        byte[] body = ByteBuffer.allocate(1 + 8 + 8 + 8 + session.length)
                .put(FORMAT)
                .putLong(claims.account().value())
                .putLong(claims.user().value())
                .putLong(claims.expiresAt().getEpochSecond())
                .put(session)
                .array();
        byte[] token = Arrays.copyOf(body, body.length + SIGNATURE_BYTES);
        System.arraycopy(signature(account, body), 0, token, body.length, SIGNATURE_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /// The account that a token says it is of, which proves nothing yet: [#open] does.
    static Optional<AccountId> accountNamed(String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            ByteBuffer token = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return token.get() == FORMAT ? Optional.of(new AccountId(token.getLong())) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /// What the token says; empty when this account did not write it. The caller checks the end.
    static Optional<Claims> open(Account account, String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            byte[] token = Base64.getUrlDecoder().decode(text);
            if (token.length <= SIGNATURE_BYTES || token[0] != FORMAT) {
                return Optional.empty();
            }
            byte[] body = Arrays.copyOf(token, token.length - SIGNATURE_BYTES);
            byte[] signature = Arrays.copyOfRange(token, body.length, token.length);
            if (!MessageDigest.isEqual(signature, signature(account, body))) {
                return Optional.empty();
            }
            Claims claims = parse(ByteBuffer.wrap(body, 1, body.length - 1));
            return claims.account().equals(account.id()) ? Optional.of(claims) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    private static Claims parse(ByteBuffer body) {
        AccountId account = new AccountId(body.getLong());
        UserId user = new UserId(body.getLong());
        Instant expiresAt = Instant.ofEpochSecond(body.getLong());
        return new Claims(account, user, StandardCharsets.UTF_8.decode(body).toString(), expiresAt);
    }

    private static byte[] signature(Account account, byte[] body) {
        return hmac(hmac(account.tokenKey(), LABEL), body);
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
