import { l10n } from 'vscode';
import type { Progress } from '../../core/ports';
import type { ProgressLine } from '../../webview/protocol';
import { format } from '../words';

/** Milliseconds between two changes of the page's progress line. */
const INTERVAL = 100;

/** Turns a verb's progress into lines of the page, not more often than one can be read. */
export function reportProgress(
  text: string,
  show: (line: ProgressLine) => void,
): (progress: Progress) => void {
  let last = Date.now();
  return ({ done, total }) => {
    const now = Date.now();
    if (now - last < INTERVAL) return;
    last = now;
    const share = total > 0 ? Math.min(1, done / total) : 1;
    show({
      text: `${text} ${format.percent(share)}`,
      fraction: share,
      cancel: { action: 'cancel', label: l10n.t('Cancel') },
    });
  };
}
