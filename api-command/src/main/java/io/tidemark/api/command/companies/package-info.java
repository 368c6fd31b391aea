/// Commands over companies, persons and what ties them together (command API 2.3, 3.2).
///
/// Start with [io.tidemark.api.command.companies.CompanyCommands].
@NullMarked
package io.tidemark.api.command.companies;

import org.jspecify.annotations.NullMarked;
