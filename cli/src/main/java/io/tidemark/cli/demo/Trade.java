package io.tidemark.cli.demo;

import java.util.List;

/// What one team of the company does. Immutable.
///
/// @param team the name of the team
/// @param jobTitles what its people are called
/// @param jobs what there is to do
public record Trade(String team, List<String> jobTitles, List<String> jobs) {
    static final Trade HEAT_PUMPS = new Trade(
            "Heat pumps",
            List.of("Heat pump technician", "Refrigeration technician", "Heating engineer"),
            List.of(
                    "Annual service of the heat pump",
                    "Replace the circulation pump",
                    "Low pressure alarm: find the leak",
                    "Outdoor unit is noisy at night",
                    "Top up glycol and bleed the brine circuit",
                    "Clean the evaporator and check the defrost cycle",
                    "Hot water does not reach 55 degrees",
                    "Replace the expansion vessel",
                    "Set the heating curve with the tenant",
                    "Leak test and refrigerant log"));

    static final Trade LIFTS = new Trade(
            "Lifts",
            List.of("Lift technician", "Lift mechanic", "Lift inspector"),
            List.of(
                    "Quarterly inspection of the lift",
                    "Lift stops between floors",
                    "Replace the door operator belt",
                    "Test the emergency phone",
                    "Adjust the levelling on the ground floor",
                    "Replace the landing button on floor 3",
                    "Inspect ropes and the overspeed governor",
                    "Lubricate guide rails, check the buffers",
                    "Prepare the lift for the notified body",
                    "Cabin light flickers"));

    static final Trade DOORS = new Trade(
            "Doors and gates",
            List.of("Door technician", "Locksmith", "Gate technician"),
            List.of(
                    "Yearly service of the sliding door",
                    "Door does not close in the wind",
                    "Replace the motion sensor at the entrance",
                    "Fire door: adjust closer and seal",
                    "Garage gate opens by itself",
                    "Replace the torsion spring of the sectional gate",
                    "Programme new key cards",
                    "Escape door alarm cannot be reset",
                    "Force test of the gate after repair",
                    "Replace the lock cylinder, new key plan"));

    /// Who plans, sells and keeps the books.
    public static final Trade OFFICE = new Trade(
            "Customer service",
            List.of("Dispatcher", "Project manager", "Sales engineer", "Bookkeeper"),
            List.of(
                    "Send the quotation for the service contract",
                    "Call back about the invoice",
                    "Order spare parts for next week",
                    "Renew the service contract",
                    "Plan the on-call rota",
                    "Follow up on the complaint",
                    "Collect the handover documents",
                    "Update the asset register after the visit",
                    "Book a crane for the roof unit",
                    "Check the time sheets of the week"));

    /// One for each team; the office comes last.
    static final List<Trade> ALL = List.of(HEAT_PUMPS, LIFTS, DOORS, OFFICE);

    /// In the order of the components.
    public Trade {
        jobTitles = List.copyOf(jobTitles);
        jobs = List.copyOf(jobs);
    }
}
