package io.tidemark.server.http;

import io.tidemark.server.config.ConfigException;
import io.tidemark.server.config.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Reads the server's key for HTTPS.
final class TlsKeys {
    private TlsKeys() {}

    /// @throws ConfigException when the key store cannot be opened with what is set
    static SSLContext context(ServerConfig.Tls settings) {
        try (InputStream file = Files.newInputStream(settings.keyStore())) {
            KeyStore store = KeyStore.getInstance(settings.type());
            store.load(file, settings.password().toCharArray());
            requireKey(store);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, settings.password().toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw (ConfigException) new ConfigException(List.of(
                            "The key store of tls.key-store cannot be opened. Check tls.key-store-type, and the password"
                                    + " in tls.key-store-password-file or tls.key-store-password."))
                    .initCause(e);
        }
    }

    /// With certificates only, the server would start and every connection to it fail.
    private static void requireKey(KeyStore store) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                return;
            }
        }
        throw new ConfigException(
                List.of("The key store of tls.key-store holds certificates but no private key. Name the"
                        + " one in which the server's key was made."));
    }
}
