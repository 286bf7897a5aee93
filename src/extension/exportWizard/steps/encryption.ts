import { InputBoxValidationSeverity, l10n } from 'vscode';
import { requestFromOptions } from '../../../core/export/fromOptions';
import { passwordStrength } from '../../../core/export/passwordStrength';
import { canEncrypt } from '../../../core/export/wizardChoices';
import { askText, chooseOne, type Row } from '../quickInput';
import { formatWords, strengthWords } from '../words';
import { placeOf, type Next, type Wizard } from './step';

/** Step 5: with or without a password; the password is asked twice, after it was said that nothing recovers it. */
export async function askEncryption(wizard: Wizard): Promise<Next> {
  const { draft } = wizard;
  const { format, anonymise } = requestFromOptions(draft.answers);
  const sealable = canEncrypt(format);
  const rows: Row[] = [
    {
      id: 'no',
      label: l10n.t('No password'),
      detail: sealable
        ? anonymise === 'none'
          ? l10n.t('$(warning) Anyone who has the file can read it, and nothing in it is anonymised.')
          : l10n.t('Anyone who has the file can read it.')
        : l10n.t('{0} cannot be encrypted: choose Bundle or JSON for that.', formatWords(format).name),
    },
    ...(sealable
      ? [
          {
            id: 'password',
            label: l10n.t('With a password'),
            detail: l10n.t('Sealed with AES-256-GCM. A lost password cannot be recovered by anyone.'),
          },
        ]
      : []),
  ];
  for (;;) {
    const outcome = await chooseOne(placeOf('encryption'), {
      placeholder: l10n.t('Encrypt the export'),
      rows,
      active: draft.answers.encrypt === true ? 'password' : 'no',
    });
    if (outcome.kind === 'button') continue;
    if (outcome.kind !== 'answer') return outcome.kind;
    if (outcome.value.id === 'no') {
      // What was wanted for a sealable format is kept for the next one.
      if (sealable) draft.answers = { ...draft.answers, encrypt: false };
      draft.password = undefined;
      return 'next';
    }
    const password = await askPassword();
    if (password.kind === 'cancel') return 'cancel';
    if (password.kind !== 'answer') continue;
    draft.answers = { ...draft.answers, encrypt: true };
    draft.password = password.value;
    return 'next';
  }
}

async function askPassword(): ReturnType<typeof askText> {
  for (;;) {
    const first = await askText(placeOf('encryption', true), {
      prompt: l10n.t('Password for this export. There is no way to recover it.'),
      password: true,
      validate: (text) => {
        if (text === '') return undefined;
        const strength = passwordStrength(text);
        return {
          message: strengthWords(strength),
          severity:
            strength === 'weak' ? InputBoxValidationSeverity.Warning : InputBoxValidationSeverity.Info,
        };
      },
      refuse: (text) =>
        text === '' ? l10n.t('Type a password, or go back to export without one.') : undefined,
    });
    if (first.kind !== 'answer') return first;
    const differ = l10n.t('The two passwords differ.');
    const second = await askText(placeOf('encryption', true), {
      prompt: l10n.t('The same password again.'),
      password: true,
      validate: (text) =>
        first.value.startsWith(text)
          ? undefined
          : { message: differ, severity: InputBoxValidationSeverity.Error },
      refuse: (text) => (text === first.value ? undefined : differ),
    });
    if (second.kind !== 'back') return second;
  }
}
