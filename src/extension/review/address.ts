import * as vscode from 'vscode';
import { property } from '../../core/json';
import { KIND_PLURALS } from '../../core/store/records';
import { addressQuery } from '../addressQuery';
import { REVIEW_SCHEME } from '../contract';
import { segment } from '../recordPage/address';
import type { RecordOfReview } from './model';

/** A record of a review, as it is or as it would leave. */
export interface ReviewAddress {
  /** Reviews of a window count from 1, so that a tab of an older one says that it is closed. */
  readonly review: number;
  readonly record: number;
  readonly side: 'before' | 'after';
}

/** The virtual document of a record; its path is only there to be read. */
export function reviewUri(record: RecordOfReview, review: number, side: ReviewAddress['side']): vscode.Uri {
  const { agent, kind, title, number } = record;
  const folder = kind === 'document' ? [] : [KIND_PLURALS[kind]];
  const address: ReviewAddress = { review, record: number, side };
  return vscode.Uri.from({
    scheme: REVIEW_SCHEME,
    path: `/${[agent, ...folder, segment(title.replace(/\.json$/, ''))].join('/')}.json`,
    query: JSON.stringify(address),
  });
}

/** Undefined for a URI that is none of a review. */
export function reviewAddress(uri: vscode.Uri): ReviewAddress | undefined {
  const value = addressQuery(uri, REVIEW_SCHEME);
  const review = property(value, 'review');
  const record = property(value, 'record');
  const side = property(value, 'side');
  if (typeof review !== 'number' || typeof record !== 'number') return undefined;
  if (side !== 'before' && side !== 'after') return undefined;
  return { review, record, side };
}
