import { openRedactor } from '../core/export/redactor';
import type { SurveyedFile } from '../core/export/surveyor';
import { Surveyor } from '../core/export/surveyor';
import type { Surveyed, SurveyOrder, SurveyThread } from '../core/export/surveyThread';
import { nodeCodecs } from './nodeCodecs';
import { serveTexts, TextThread } from './textThread';

/** Looks through files of an export on a thread of its own, while the main one looks through the others. */

const MARK = 'loom-survey';
/** MiB for what lives shortly. */
const YOUNG_MB = 16;

type Request =
  | { readonly ask: 'begin'; readonly order: SurveyOrder }
  | { readonly ask: 'open'; readonly file: SurveyedFile }
  | { readonly ask: 'close' }
  | { readonly ask: 'finish' };

interface Answer {
  readonly surveyed: Surveyed;
}

/** Undefined where no thread can run this module (`TextThread.open`). */
export function openSurveyThread(order: SurveyOrder): SurveyThread | undefined {
  let surveyed: Surveyed | undefined;
  const thread = TextThread.open<Request, Answer>(
    { url: import.meta.url, mark: MARK, youngMb: YOUNG_MB },
    (answer) => {
      surveyed = answer.surveyed;
    },
  );
  if (thread === undefined) return undefined;
  thread.ask({ ask: 'begin', order });
  return {
    open(file) {
      thread.ask({ ask: 'open', file });
    },
    push: (text) => thread.push(text),
    close() {
      thread.flush();
      thread.ask({ ask: 'close' });
    },
    finish() {
      thread.ask({ ask: 'finish' });
      return thread.until(() => surveyed);
    },
    dispose: () => thread.close(),
  };
}

serveTexts<Request, Answer>(MARK, (say) => {
  const codecs = nodeCodecs();
  let surveyor: Surveyor | undefined;
  let learnt: (() => Surveyed['learnt']) | undefined;
  return {
    async hear(request) {
      switch (request.ask) {
        case 'begin': {
          const { order } = request;
          const redactor = await openRedactor(codecs, order.request, order.now);
          surveyor = new Surveyor(redactor, order.request, codecs);
          learnt = () => redactor.learnt();
          return;
        }
        case 'open':
          surveyor?.open(request.file);
          return;
        case 'close':
          surveyor?.close();
          return;
        case 'finish':
          if (surveyor === undefined || learnt === undefined) return;
          say({ surveyed: { learnt: learnt(), texts: surveyor.texts.packed() } });
      }
    },
    read(text) {
      surveyor?.push(text);
    },
  };
});
