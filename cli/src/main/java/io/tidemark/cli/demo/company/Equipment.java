package io.tidemark.cli.demo.company;

import io.tidemark.cli.demo.DemoPlan;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Invents what is looked after at the customers, and the instruments that the people carry. Immutable.
///
/// @param customers where it stands
/// @param users who carries instruments
record Equipment(DemoPlan plan, SetUp setUp, long[] customers, List<Long> users) {
    private static final List<String> MAKERS = List.of("Nordvarm", "Liftex", "Portal", "Bora", "Skagen", "Hauer");
    private static final List<String> KINDS = List.of(
            "Air to water heat pump",
            "Brine heat pump",
            "Passenger lift",
            "Goods lift",
            "Sliding door",
            "Sectional gate",
            "Fire door");
    private static final List<String> INSTRUMENTS =
            List.of("Manometer set", "Leak detector", "Multimeter", "Force gauge", "Thermal camera");
    private static final int CARRIED_EACH = 3;

    /// A piece of equipment. The first ones are instruments: each user carries some.
    Said tool(int index) {
        Random random = plan.random("tool", index);
        int carried = CARRIED_EACH * users.size();
        Said said = new Said()
                .text("number", String.format(Locale.ROOT, "E%06d", index + 1))
                .text("serialnumber", String.format(Locale.ROOT, "%08X", random.nextInt()))
                .text("barcode", String.format(Locale.ROOT, "57%010d", index + 1))
                .number("stateid", setUp.number("toolstate", state(random)));
        if (index < carried) {
            return said.text("title", INSTRUMENTS.get(index % INSTRUMENTS.size()))
                    .number("groupid", setUp.number("tooltype", "Measuring instrument"))
                    .number("userid", users.get(index / CARRIED_EACH))
                    .number("placeofhome", 1);
        }
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        LocalDate warranty = plan.day().plusDays(random.nextInt(2_000) - 1_000);
        said.text("title", MAKERS.get(random.nextInt(MAKERS.size())) + " " + kind.toLowerCase(Locale.ROOT))
                .number("groupid", setUp.number("tooltype", kind))
                .number("custref", customers[random.nextInt(customers.length)])
                .text("description", "Installed " + (plan.day().getYear() - random.nextInt(15)) + ".")
                .text("custom" + setUp.number("customfield", "Warranty until"), warranty.toString());
        return warranty.isAfter(plan.day()) ? said.numbers("icons", setUp.number("icon", "Under warranty")) : said;
    }

    private static String state(Random random) {
        int chance = random.nextInt(20);
        return chance < 16 ? "In use" : chance < 19 ? "Needs service" : "Out of order";
    }
}
