package io.tidemark.protocol.command;

/**
 * What a program says of itself and its device, for tracing and messages. A part that was not sent is empty. Immutable.
 *
 * @param remoteAgent a short name of the program
 * @param imei the phone's own number
 * @param pushToken where push messages go, {@code <platform>:<token>}
 */
public record ClientNote(String remoteAgent, String imei, String pushToken) {
    /** Without the push token. */
    @Override
    public String toString() {
        return "ClientNote[" + remoteAgent + "]";
    }
}
