/** Names of the sample's files that are missing on disk or say something else than the generator. */
export function differences(): readonly string[];
