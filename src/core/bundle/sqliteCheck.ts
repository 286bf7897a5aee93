import type { ArchiveSource } from './layers';
import type { VerifyReport } from './verify';

/**
 * What can be told of a SQLite file without SQLite (file format, section 1.3): that its length is the page size times
 * the number of pages, so that nothing is cut off or added. `head` is its first 512 bytes.
 */
export function checkSqlite(head: Uint8Array, source: ArchiveSource): VerifyReport {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const problem = head.length < 100 ? 'it ends within its header' : sizeProblem(view, source.size);
  return {
    ok: problem === undefined,
    checked: 'structure',
    sections: [{ name: 'sqlite', ok: problem === undefined }],
    problems:
      problem === undefined
        ? []
        : [{ code: 'archive-damaged', message: `${source.path} is damaged: ${problem}.`, section: 'sqlite' }],
  };
}

function sizeProblem(view: DataView, size: number): string | undefined {
  // 1 stands for 65,536, which two bytes cannot hold.
  const stored = view.getUint16(16);
  const page = stored === 1 ? 65_536 : stored;
  if (page < 512 || (page & (page - 1)) !== 0) return 'its header names no page size';
  const pages = view.getUint32(28);
  const isCountValid = view.getUint32(24) === view.getUint32(92);
  const expected = isCountValid && pages > 0 ? pages * page : Math.ceil(size / page) * page;
  return size === expected ? undefined : `it has ${size} bytes where its header says ${expected}`;
}
