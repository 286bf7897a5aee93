import * as vscode from 'vscode';
import { parseJson, property } from '../../core/json';
import { KINDS, KIND_PLURALS, type Kind } from '../../core/store/records';
import { PAGE_SCHEME } from '../contract';

/**
 * What a virtual document shows. It is all in the document's URI, so that a tab survives a reload of the window; the path is
 * only there to be read (`/backend-architect/patterns/Outbox table for events.md`).
 */
export type PageAddress = RecordAddress | FileAddress | HeldAddress;

/** A record of a store. */
export interface RecordAddress {
  readonly type: 'record';
  /** The memory's key. */
  readonly memory: string;
  readonly agent: string;
  readonly kind: Kind;
  /** Where it was; when the file has changed, the id finds it. */
  readonly position: number;
  readonly file: string;
  readonly index: number;
  readonly id: string;
  readonly title: string;
}

/** A file of a store as JSON text, decompressed. */
export interface FileAddress {
  readonly type: 'file';
  readonly memory: string;
  readonly file: string;
}

/** A record handed over by another feature, such as one inside a bundle; it lives as long as the window. */
export interface HeldAddress {
  readonly type: 'held';
  readonly number: number;
  readonly origin: string;
  readonly kind: Kind;
  readonly title: string;
}

/** `page`: readable Markdown. `json`: the record's own bytes, laid out. */
export type PageForm = 'page' | 'json';

export function pageUri(address: PageAddress, form: PageForm): vscode.Uri {
  const ending = form === 'page' ? '.md' : '.json';
  return vscode.Uri.from({
    scheme: PAGE_SCHEME,
    path: `/${pathOf(address)}${ending}`,
    query: JSON.stringify(address),
  });
}

/** The same document in the other form. */
export function inForm(uri: vscode.Uri, form: PageForm): vscode.Uri {
  const address = addressOf(uri);
  return address === undefined ? uri : pageUri(address, form);
}

export function formOf(uri: vscode.Uri): PageForm {
  return uri.path.endsWith('.json') ? 'json' : 'page';
}

/** Undefined for a URI that is none of ours. */
export function addressOf(uri: vscode.Uri): PageAddress | undefined {
  if (uri.scheme !== PAGE_SCHEME || uri.query === '') return undefined;
  let value;
  try {
    value = parseJson(uri.query);
  } catch (error) {
    // Somebody typed the URI or another version wrote it: the document then says that there is nothing.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const text = (name: string): string => {
    const found = property(value, name);
    return typeof found === 'string' ? found : '';
  };
  const count = (name: string): number => {
    const found = property(value, name);
    return typeof found === 'number' && Number.isSafeInteger(found) && found >= 0 ? found : 0;
  };
  const kind = KINDS.find((one) => one === text('kind')) ?? 'pattern';
  switch (text('type')) {
    case 'record':
      return {
        type: 'record',
        memory: text('memory'),
        agent: text('agent'),
        kind,
        position: count('position'),
        file: text('file'),
        index: count('index'),
        id: text('id'),
        title: text('title'),
      };
    case 'file':
      return { type: 'file', memory: text('memory'), file: text('file') };
    case 'held':
      return { type: 'held', number: count('number'), origin: text('origin'), kind, title: text('title') };
    default:
      return undefined;
  }
}

function pathOf(address: PageAddress): string {
  switch (address.type) {
    case 'record':
      return `${segment(address.agent)}/${KIND_PLURALS[address.kind]}/${segment(address.title)}`;
    case 'file':
      return address.file
        .split('/')
        .map(segment)
        .join('/')
        .replace(/\.json(\.gz)?$/, '');
    case 'held':
      return `${segment(address.origin)}/${KIND_PLURALS[address.kind]}/${segment(address.title)}`;
  }
}

/** A name for a tab: no separators, and short enough to be read. */
export function segment(text: string): string {
  const name = text.replace(/[/\\\u0000-\u001f]+/g, ' ').trim();
  return name.length <= 60 ? name || '-' : `${name.slice(0, 59).toWellFormed().trimEnd()}…`;
}
