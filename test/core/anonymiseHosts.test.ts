import { describe, expect, test } from 'vitest';
import { anonymiseText } from './anonymiseSupport';

describe('hosts in URLs', () => {
  test.each(['git', 'ci', 'registry', 'gerrit2', 'tickets'])(
    'what a firm runs for itself, and calls by its name, is internal: %s',
    (label) => {
      expect(anonymiseText(`see https://${label}.fernhill-marine.de/v1`)).toBe(
        'see https://api.example.com/v1',
      );
    },
  );

  test.each([
    'https://git.kernel.org/pub/scm',
    'https://git.sr.ht/user/x',
    'https://registry~.npm~js.org/left-pad',
    'https://registry.terraform.io/providers',
    'https://registry~.yarn~pkg.com/left-pad',
    'https://registry~.npm~mirror.com/left-pad',
    'https://ci.appveyor.com/project',
    'https://ci.android.com/builds',
    'https://git-scm.com/docs',
    'https://digit.fernhill-marine.de/v1',
    'https://www.fernhill-marine.de/git',
  ])('what everybody reads stays: %s', (parted) => {
    const text = `see ${parted.replaceAll('~', '')} for it`;
    expect(anonymiseText(text)).toBe(text);
  });

  test('a vault goes also within a reference; that of an example stays', () => {
    const reference = (vault: string): string =>
      `@Microsoft.KeyVault(SecretUri=https://${vault}.vault.azure.net/secrets/db)`;
    expect(anonymiseText(reference('example'))).toBe(reference('example'));
    expect(anonymiseText(reference('fernhill-prod'))).toBe(
      '@Microsoft.KeyVault(SecretUri=https://api.example.com/secrets/db)',
    );
  });

  test('a setting of a tool is none', () => {
    expect(anonymiseText('poetry config http-basic.corp')).toBe('poetry config http-basic.corp');
  });
});

describe('a listed name in Turkish letters', () => {
  const names = ['Esra Yıldırım', 'İpek Işık'];

  test.each(['ESRA YILDIRIM', 'esra yıldırım', 'Esra Yildirim', 'İPEK IŞIK', 'ipek ışık', 'Ipek Isik'])(
    'goes in every case: %s',
    (spelling) => {
      expect(anonymiseText(`${spelling} signed`, { names })).toMatch(/^Person-[a-z2-7]{8} signed$/);
    },
  );

  test('has one placeholder in all of them', () => {
    const result = anonymiseText('ESRA YILDIRIM, Esra Yildirim, esra yıldırım', { names });
    expect(new Set(result.split(', ')).size).toBe(1);
  });
});
