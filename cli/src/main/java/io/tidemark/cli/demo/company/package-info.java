/// What the invented company keeps in the command API: companies and their people, equipment, products, hours,
/// plans, talks, and the lists that were set up; and what its tasks have there beyond what calendars know.
///
/// Start with [io.tidemark.cli.demo.company.CompanyLoader]. [io.tidemark.cli.demo.company.SetUp] reads the lists
/// from `set-up.json`; the others invent one kind of object each, and
/// [io.tidemark.cli.demo.company.ObjectWriter] saves them through the rules that hold for clients.
///
/// What must not be here: the clock or any randomness but that of the plan. The same plan gives the same objects.
@NullMarked
package io.tidemark.cli.demo.company;

import org.jspecify.annotations.NullMarked;
