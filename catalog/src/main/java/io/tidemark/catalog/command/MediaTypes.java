package io.tidemark.catalog.command;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The media types under which files go out. Only such as no browser runs or renders as a page are here: no HTML,
/// SVG or XML. Everything else is bytes. Stateless.
public final class MediaTypes {
    /// Bytes of which nothing is said.
    public static final String BYTES = "application/octet-stream";

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("heic", "image/heic"),
            Map.entry("tif", "image/tiff"),
            Map.entry("tiff", "image/tiff"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("aac", "audio/aac"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("mov", "video/quicktime"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("zip", "application/zip"),
            Map.entry("txt", "text/plain"),
            Map.entry("csv", "text/csv"),
            Map.entry("doc", "application/msword"),
            Map.entry("xls", "application/vnd.ms-excel"),
            Map.entry("ppt", "application/vnd.ms-powerpoint"),
            Map.entry("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            Map.entry("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            Map.entry("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"));

    private static final Set<String> SAFE = Set.copyOf(BY_ENDING.values());

    private MediaTypes() {}

    /// The media type of a file by the ending of its name, in any case.
    public static String ofName(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return BY_ENDING.getOrDefault(fileName.substring(dot + 1).toLowerCase(Locale.ROOT), BYTES);
    }

    /// The media type under which a file goes out: what was said of it if that is safe, or else what its name
    /// says.
    public static String safe(String said, String fileName) {
        String plain = said.strip().toLowerCase(Locale.ROOT);
        return SAFE.contains(plain) ? plain : ofName(fileName);
    }
}
