package io.tidemark.cli.demo.company;

import io.tidemark.cli.demo.DemoPlan;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Invents products, and which of them were used for which task. Immutable.
record Goods(DemoPlan plan, SetUp setUp) {
    private static final List<String> THINGS = List.of(
            "Circulation pump",
            "Expansion vessel",
            "Filter drier",
            "Door belt",
            "Landing button",
            "Motion sensor",
            "Torsion spring",
            "Lock cylinder",
            "Guide shoe",
            "Contactor",
            "Thermostat",
            "Safety valve",
            "Copper pipe",
            "Cable",
            "Glycol",
            "Refrigerant R290",
            "Hour of a technician");
    private static final List<String> SIZES = List.of("S", "M", "L", "XL", "15 mm", "22 mm", "28 mm", "230 V", "400 V");

    /// A product.
    Said product(int index) {
        Random random = plan.random("product", index);
        String thing = THINGS.get(index % THINGS.size());
        long cost = 500L + random.nextInt(200_000);
        return new Said()
                .text("productnumber", String.format(Locale.ROOT, "P%05d", 10_000 + index))
                .text(
                        "title",
                        thing + " " + SIZES.get(index / THINGS.size() % SIZES.size()) + ", model "
                                + (index / THINGS.size() + 1))
                .number("unit", setUp.number("productunit", unit(thing)))
                .number("costprice", cost)
                .number("price", cost * 3 / 2)
                .number("vatpercentage", 25)
                .text("barcode", String.format(Locale.ROOT, "57%011d", index + 1));
    }

    private static String unit(String thing) {
        return switch (thing) {
            case "Copper pipe", "Cable" -> "m";
            case "Glycol" -> "l";
            case "Refrigerant R290" -> "kg";
            case "Hour of a technician" -> "h";
            default -> "pcs";
        };
    }

    /// Some of a product, used for a task.
    Said use(int index, long[] products, long[] todos, List<Long> users) {
        Random random = plan.random("use", index);
        int product = random.nextInt(products.length);
        return new Said()
                .number("todoid", todos[random.nextInt(todos.length)])
                .number("productid", products[product])
                .number("count", 1 + random.nextInt(6))
                .number("userid", users.get(random.nextInt(users.size())))
                .number("stateid", setUp.any("productusestate", random))
                .number("stockid", setUp.any("stock", random))
                .number("budgetareaid", setUp.number("budgetarea", "Material"))
                .text("date", plan.day().minusDays(random.nextInt(60)).toString());
    }
}
