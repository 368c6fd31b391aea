package io.tidemark.cli.demo;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import net.datafaker.Faker;

/// The people of the invented company, and those it meets. Immutable.
///
/// @param people who work there, ten in each team; the first of a team leads it
/// @param guests customers and suppliers
/// @param sites where the company works: address and who lives or works there
public record DemoStaff(List<DemoPerson> people, List<DemoPerson> guests, List<Site> sites) {
    private static final int PER_TEAM = 10;
    private static final int GUESTS = 24;
    private static final int SITES = 5_000;
    private static final String DOMAIN = "@nordhavn-service.example";
    private static final List<String> CUSTOMERS = List.of(
            "Havnegade Housing",
            "Sydbyen School",
            "Hotel Fjorden",
            "Vestpark Clinic",
            "Kornets Bakery",
            "Nordlys Care Home",
            "Remise Offices",
            "Strandvejen Apartments",
            "Tornhøj Sports Hall",
            "Ellebæk Logistics");

    private static final List<String> PLACES = List.of(
            "Havnegade",
            "Sydbyen",
            "Fjorden",
            "Vestpark",
            "Kornets",
            "Nordlys",
            "Remise",
            "Strandvejen",
            "Tornhøj",
            "Ellebæk",
            "Skovby",
            "Møllevang",
            "Kirkebakken",
            "Åparken",
            "Lyngby",
            "Egelund",
            "Bakkegården",
            "Søndervang");
    private static final List<String> KINDS = List.of(
            "Housing",
            "School",
            "Hotel",
            "Clinic",
            "Bakery",
            "Care Home",
            "Offices",
            "Apartments",
            "Sports Hall",
            "Logistics",
            "Nursery",
            "Library",
            "Supermarket",
            "Car Park",
            "Church",
            "Theatre",
            "Swimming Pool");

    /// In the order of the components.
    public DemoStaff {
        people = List.copyOf(people);
        guests = List.copyOf(guests);
        sites = List.copyOf(sites);
    }

    /// A place where the company works.
    ///
    /// @param street street and number
    /// @param city the town
    /// @param customer who pays
    /// @param contact whom to call: first and last name
    /// @param phone the contact's number
    public record Site(String street, String city, String customer, String contact, String phone) {
        /// Street and town.
        public String address() {
            return street + ", " + city;
        }
    }

    static DemoStaff of(DemoPlan plan) {
        Random random = plan.random("staff", 0);
        Faker faker = new Faker(Locale.forLanguageTag("da-DK"), random);
        Set<String> emails = new HashSet<>();
        List<DemoPerson> people = new ArrayList<>();
        for (Trade trade : Trade.ALL) {
            for (int i = 0; i < PER_TEAM; i++) {
                String name = name(faker, DOMAIN, emails);
                String title = i == 0
                        ? "Team leader, " + trade.team().toLowerCase(Locale.ROOT)
                        : oneOf(trade.jobTitles(), random);
                String id = plan.id("person", people.size()).toString();
                people.add(new DemoPerson(id, name, email(name, DOMAIN), title, trade.team()));
            }
        }
        List<DemoPerson> guests = new ArrayList<>();
        for (int i = 0; i < GUESTS; i++) {
            String company = CUSTOMERS.get(i % CUSTOMERS.size());
            String domain = "@" + ascii(company.replace(' ', '-')) + ".example";
            String name = name(faker, domain, emails);
            guests.add(new DemoPerson(plan.id("guest", i).toString(), name, email(name, domain), company, ""));
        }
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < plan.of(SITES); i++) {
            sites.add(new Site(
                    faker.address().streetName() + " " + (1 + random.nextInt(120)),
                    faker.address().city(),
                    oneOf(PLACES, random) + " " + oneOf(KINDS, random),
                    faker.name().firstName() + " " + faker.name().lastName(),
                    // numbers that begin so are given to nobody in Denmark
                    "+45 00 %02d %02d %02d".formatted(random.nextInt(100), random.nextInt(100), random.nextInt(100))));
        }
        return new DemoStaff(people, guests, sites);
    }

    /// The people of a team.
    List<DemoPerson> team(Trade trade) {
        return people.stream()
                .filter(person -> person.team().equals(trade.team()))
                .toList();
    }

    static <T> T oneOf(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// A name whose email is nobody else's.
    private static String name(Faker faker, String domain, Set<String> taken) {
        String name;
        do {
            name = faker.name().firstName() + " " + faker.name().lastName();
        } while (!taken.add(email(name, domain)));
        return name;
    }

    private static String email(String name, String domain) {
        return ascii(name.replace(' ', '.')) + domain;
    }

    /// Letters as they are written where there are no others.
    private static String ascii(String text) {
        String spelled = text.toLowerCase(Locale.ROOT)
                .replace("æ", "ae")
                .replace("ø", "oe")
                .replace("å", "aa");
        return Normalizer.normalize(spelled, Normalizer.Form.NFD).replaceAll("[^a-z0-9.-]", "");
    }
}
