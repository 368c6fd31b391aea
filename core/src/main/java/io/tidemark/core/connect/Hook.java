package io.tidemark.core.connect;

/// Something that a connected app wants to be told or to show (command API 4.3). Immutable.
///
/// @param modcode the part of the system that it belongs to, for instance `customer`
/// @param name which hook of that part, for instance `event_customer_change`
/// @param title what it is for, for people
/// @param url where the app is told; its query may hold secrets of the app's, so it is never logged
public record Hook(String modcode, String name, String title, String url) {
    /// Without the address.
    @Override
    public String toString() {
        return "Hook[" + modcode + "/" + name + "]";
    }
}
