package io.tidemark.cli.demo;

import java.util.List;
import java.util.Random;

/// The password of everybody in a demo. It follows from the seed, so that it need not be kept and is the same at the
/// next start. Stateless.
final class DemoPassword {
    private static final List<String> WORDS = List.of(
            "anchor", "beacon", "harbour", "heron", "island", "jetty", "lantern", "mussel", "pebble", "pier", "plaice",
            "rudder", "sandbar", "seagull", "shingle", "tide");

    private DemoPassword() {}

    static String of(DemoPlan plan) {
        Random random = plan.random("password", 0);
        return DemoStaff.oneOf(WORDS, random) + "-" + DemoStaff.oneOf(WORDS, random) + "-" + (10 + random.nextInt(90));
    }
}
