package io.tidemark.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    @Test
    void secretsLookAsClientsKnowThem() {
        assertThat(Secret.apiKey().text()).matches("\\d{4}(-\\d{4}){5}");
        assertThat(Secret.deviceCode().text()).matches("[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}");
        assertThat(Secret.deviceCode()).hasToString("Secret").isNotEqualTo(Secret.deviceCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ABCD-2345", "abcd-2345", "abcd2345", " AbCd 2345 ", "AB-CD-23-45"})
    void aDeviceCodeIsTypedInAnyCaseWithOrWithoutHyphen(String typed) {
        assertThat(Secret.typedDeviceCode(typed).hash()).isEqualTo(new Secret("ABCD-2345").hash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "ABCD-234", "ABCD-23456", "ABCD-2346"})
    void anythingElseIsAnotherCode(String typed) {
        assertThat(Secret.typedDeviceCode(typed).hash()).isNotEqualTo(new Secret("ABCD-2345").hash());
    }
}
