package io.tidemark.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A [BenchServer], seen from outside.
final class MeasuredServer extends BenchProcess {
    private MeasuredServer(Process process) throws IOException {
        super(process);
    }

    static MeasuredServer start(MeasuredDatabase database, String heap, List<String> contents) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(database.folder().toString(), database.url()));
        arguments.addAll(contents);
        return new MeasuredServer(process(heap, BenchServer.class, arguments));
    }

    int port() {
        return readyNumber(1);
    }

    int barePort() {
        return readyNumber(2);
    }
}
