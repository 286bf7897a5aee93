import type { AnonymisationChoices } from '../anonymise/choices';
import { exportOptions } from '../options';
import type { ExportOptionValues } from '../options';
import type { Kind } from '../store/records';
import type { ExportRequest } from './request';

const kindOf = {
  patterns: 'pattern',
  solutions: 'solution',
  decisions: 'decision',
} as const satisfies Record<string, Kind>;

/** What of a request the options say; the rest (name, password, identity) only the host knows. */
export type RequestOptions = Omit<ExportRequest, 'name' | 'password' | 'project' | 'user' | 'secret' | 'ids'>;

/** What options say of anonymisation beyond its level; names, clients, rules and decisions the host reads from files. */
function choicesFromOptions(values: ExportOptionValues): AnonymisationChoices {
  return {
    detectNames: values['anonymize-names'] ?? exportOptions['anonymize-names'].option.default,
    redactCode: values['redact-code'] ?? exportOptions['redact-code'].option.default,
    redactPaths: values['redact-paths'] ?? exportOptions['redact-paths'].option.default,
  };
}

/** The request that options ask for, the table's defaults under them. Presets are resolved before (`withPreset`). */
export function requestFromOptions(values: ExportOptionValues): RequestOptions {
  const manifest = values['with-manifest'] ?? exportOptions['with-manifest'].option.default;
  return {
    agents: values.agents,
    kinds: values.type?.map((plural) => kindOf[plural]),
    filters: {
      since: values.since,
      until: values.until,
      dateField: values['date-field'],
      minConfidence: values['min-confidence'],
      minSuccessRate: values['min-success-rate'],
      minUses: values['min-uses'],
    },
    includeGlobal: values['include-global'] ?? exportOptions['include-global'].option.default,
    shared: values.shared ?? exportOptions.shared.option.default,
    includeDerived: values['include-derived'] ?? exportOptions['include-derived'].option.default,
    anonymise: values.anonymize ?? exportOptions.anonymize.option.default,
    choices: choicesFromOptions(values),
    salt: values.salt,
    format: values.format ?? exportOptions.format.option.default,
    level: values.level ?? exportOptions.level.option.default,
    manifest: manifest ? (values.manifest ?? exportOptions.manifest.option.default) : 'none',
    verify: values.verify ?? exportOptions.verify.option.default,
    replace: values.force ?? exportOptions.force.option.default,
    dryRun: values['dry-run'] ?? exportOptions['dry-run'].option.default,
  };
}
