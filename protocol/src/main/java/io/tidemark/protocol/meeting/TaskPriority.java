package io.tidemark.protocol.meeting;

/** How urgent a task is, spec 4 [inferred]. */
public enum TaskPriority {
    LOW,
    NORMAL,
    HIGH
}
