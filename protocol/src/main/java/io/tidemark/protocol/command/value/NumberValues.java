package io.tidemark.protocol.command.value;

import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Values that are numbers. Stateless. */
final class NumberValues {
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]+");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    /** Longer ones hold nothing but zeros or noise; parsing them would cost the square of their length. */
    private static final int DIGITS_MAX = 400;

    /** Numbers with more zeros at either end are written with an exponent. */
    private static final int PLAIN_ZEROS_MAX = 20;

    private NumberValues() {}

    static ValueReading whole(String field, JsonValue input) {
        Optional<String> digits =
                digits(input).filter(text -> DIGITS.matcher(text).matches());
        if (digits.isPresent()) {
            try {
                return ValueReading.canonical(JsonNumber.of(Long.parseLong(digits.get())));
            } catch (NumberFormatException e) {
                return badWhole(field);
            }
        }
        return badWhole(field);
    }

    private static ValueReading badWhole(String field) {
        return ValueReading.bad(field, "must be a whole number between " + Long.MIN_VALUE + " and " + Long.MAX_VALUE);
    }

    static ValueReading decimal(String field, JsonValue input) {
        return digits(input)
                .filter(text -> DECIMAL.matcher(text).matches())
                .map(Double::parseDouble)
                .filter(value -> !value.isInfinite())
                .map(value -> ValueReading.canonical(new JsonNumber(shortest(value))))
                .orElseGet(() -> ValueReading.bad(field, "must be a decimal number with a point, such as 12.5"));
    }

    private static String shortest(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return Math.abs(decimal.scale()) <= PLAIN_ZEROS_MAX ? decimal.toPlainString() : decimal.toString();
    }

    static ValueReading yesOrNo(String field, JsonValue input) {
        String text = input instanceof JsonLiteral literal
                ? literal.name()
                : digits(input).orElse("");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> ValueReading.canonical(JsonNumber.ONE);
            case "false", "0", "no" -> ValueReading.canonical(JsonNumber.ZERO);
            default -> ValueReading.bad(field, "must be 1 or 0; true, yes, false and no are taken too");
        };
    }

    private static Optional<String> digits(JsonValue input) {
        String text = input instanceof JsonNumber number
                ? number.digits()
                : input instanceof JsonText quoted ? quoted.value() : "";
        return text.length() > DIGITS_MAX ? Optional.empty() : Optional.of(text);
    }
}
