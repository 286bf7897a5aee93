import type { ExportOptionValues, Preset } from '../options';

export interface PresetDescription {
  /** One sentence: for `--help`, the wizard and the docs. */
  readonly describe: string;
  readonly values: ExportOptionValues;
}

/** The recipes of seed 000 as named sets of options (M93, M95 to M97). */
export const presets: { readonly [Name in Preset]: PresetDescription } = {
  backup: {
    describe: 'everything as it is, encrypted and read back, to restore from later',
    values: { anonymize: 'none', encrypt: true, verify: true },
  },
  team: {
    describe: 'what is trusted, fully anonymised and encrypted, to share with a team',
    values: { anonymize: 'full', 'min-confidence': 0.85, encrypt: true },
  },
  transfer: {
    describe: 'what has proved itself, fully anonymised, to start another project with',
    values: { anonymize: 'full', 'min-success-rate': 0.9, 'min-uses': 10 },
  },
  audit: {
    describe: 'everything as it is, with a manifest and read back, for a compliance audit',
    values: { anonymize: 'none', 'with-manifest': true, verify: true },
  },
};

/** The options of a preset under those that were given: what a person says wins. */
export function withPreset(given: ExportOptionValues): ExportOptionValues {
  return given.preset === undefined ? given : { ...presets[given.preset].values, ...given };
}
