// A list of records as Loom writes it: indented by two.
const encoder = new TextEncoder();

export const LIST_OPENING = encoder.encode('[\n  ');
/** Between two records in the scratch too: so that a run of records is copied as it lies. */
export const RECORD_SEPARATOR = encoder.encode(',\n  ');
export const LIST_CLOSING = encoder.encode('\n]');
