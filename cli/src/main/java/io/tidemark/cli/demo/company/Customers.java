package io.tidemark.cli.demo.company;

import io.tidemark.cli.demo.DemoPlan;
import io.tidemark.cli.demo.DemoStaff.Site;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Invents the companies that are served, one for each place of work, and the people there. Immutable.
///
/// @param users the numbers of those who may look after a customer
record Customers(DemoPlan plan, SetUp setUp, List<Site> sites, List<Long> users) {
    private static final List<String> FIRST_NAMES = List.of(
            "Anna", "Bent", "Camilla", "Dorte", "Emil", "Freja", "Gorm", "Hanne", "Ivan", "Jytte", "Karl", "Lone",
            "Mads", "Nanna", "Ole", "Pia", "Rasmus", "Sofie", "Troels", "Ulla", "Viggo", "Winnie", "Yrsa", "Åse");
    private static final List<String> LAST_NAMES = List.of(
            "Andersen",
            "Berg",
            "Christensen",
            "Dahl",
            "Eriksen",
            "Friis",
            "Gade",
            "Holm",
            "Iversen",
            "Jensen",
            "Krogh",
            "Lund",
            "Møller",
            "Nygaard",
            "Olsen",
            "Poulsen",
            "Riis",
            "Skov",
            "Thomsen",
            "Vestergaard");
    private static final List<String> LEVELS = List.of("Basic", "Plus", "Around the clock");
    private static final List<String> JOBS = List.of("Caretaker", "Bookkeeper", "Manager", "Chairman", "Tenant");

    int count() {
        return sites.size();
    }

    /// A company.
    Said customer(int index) {
        Random random = plan.random("customer", index);
        Site site = sites.get(index);
        Said said = new Said()
                .text("customernumber", String.format(Locale.ROOT, "C%05d", 10_000 + index))
                .text("name", site.customer())
                .text("address", site.street())
                .text("zip", Integer.toString(8_000 + random.nextInt(900)))
                .text("city", site.city())
                .text("country", "DK")
                .text("phone", site.phone())
                .text("email", "mail@customer-" + (10_000 + index) + ".example")
                .number("typeid", setUp.any("customertype", random))
                .number("maingroupid", setUp.any("maingroup", random))
                .number("ourreference", users.get(random.nextInt(users.size())))
                .number("alertradius", 100)
                .place(56.05 + random.nextDouble() / 5, 10.0 + random.nextDouble() / 3)
                .text(
                        "custom" + setUp.number("customfield", "Service level"),
                        LEVELS.get(random.nextInt(LEVELS.size())));
        if (random.nextInt(3) == 0) {
            said.text("description", "Service contract. Access between 7 and 16; the caretaker has the keys.")
                    .numbers("icons", setUp.number("icon", "Contract"));
        }
        return said.flag("isdeleted", random.nextInt(100) == 0);
    }

    /// Somebody who works or lives there.
    Said person(int index) {
        Random random = plan.random("person-at-customer", index);
        Site site = sites.get(index % count());
        boolean contact = index < count();
        int space = site.contact().indexOf(' ');
        return new Said()
                .text("firstname", contact ? site.contact().substring(0, space) : one(FIRST_NAMES, random))
                .text("lastname", contact ? site.contact().substring(space + 1) : one(LAST_NAMES, random))
                .text("title", one(JOBS, random))
                .text("city", site.city())
                .text("mobile", contact ? site.phone() : phone(random))
                .text("email", "person-" + (index + 1) + "@customer-" + (10_000 + index % count()) + ".example")
                .number("typeid", setUp.any("persontype", random));
    }

    /// Who is where.
    Said relation(int index, long[] customers, long[] persons) {
        Random random = plan.random("relation", index);
        return new Said()
                .number("customerid", customers[index % count()])
                .number("personid", persons[index])
                .number("typeid", setUp.any("relationtype", random));
    }

    private static String one(List<String> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// Numbers that begin so are given to nobody in Denmark.
    private static String phone(Random random) {
        return "+45 00 %02d %02d %02d".formatted(random.nextInt(100), random.nextInt(100), random.nextInt(100));
    }
}
