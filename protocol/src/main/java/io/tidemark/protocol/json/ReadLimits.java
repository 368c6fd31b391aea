package io.tidemark.protocol.json;

/**
 * What a {@link ShapeReader} takes in before it refuses a document. Every limit is enforced while reading, so memory stays
 * within a fixed multiple of {@code totalBytes} whatever is sent (some 20 times, for arrays of the smallest objects).
 *
 * @param totalBytes bytes of the document
 * @param depth objects and arrays inside each other, the root counted
 * @param stringChars characters (UTF-16 units) of one text; a property's own limit is usually lower
 * @param itemsPerArray items of one array below those of the root; a property's own limit may be lower
 * @param topLevelItems items of all arrays directly below the root together: the records of a commit
 * @param propertiesPerObject properties of one object, unknown ones counted
 */
public record ReadLimits(
        long totalBytes, int depth, int stringChars, int itemsPerArray, int topLevelItems, int propertiesPerObject) {

    /** 16 MiB, 32 deep, texts of a million characters, 10,000 items, 500 properties. */
    public static final ReadLimits DEFAULT = new ReadLimits(16L << 20, 32, 1_000_000, 10_000, 10_000, 500);

    public ReadLimits {
        if (totalBytes < 1
                || depth < 1
                || stringChars < 1
                || itemsPerArray < 1
                || topLevelItems < 1
                || propertiesPerObject < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }

    public ReadLimits withTotalBytes(long bytes) {
        return new ReadLimits(bytes, depth, stringChars, itemsPerArray, topLevelItems, propertiesPerObject);
    }

    public ReadLimits withTopLevelItems(int items) {
        return new ReadLimits(totalBytes, depth, stringChars, itemsPerArray, items, propertiesPerObject);
    }
}
