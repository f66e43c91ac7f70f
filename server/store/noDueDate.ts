/** Stored as the due date of evaluations without one: the latest possible time, so that they sort last. */
export const NO_DUE_DATE = 8_640_000_000_000_000;
