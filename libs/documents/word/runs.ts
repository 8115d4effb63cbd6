import {
  CarriageReturn,
  ExternalHyperlink,
  InternalHyperlink,
  Tab,
  TextRun,
  type IRunOptions,
  type ParagraphChild,
} from 'docx';
import type { Run } from '../content.js';
import { cleanText } from '../wording.js';

/** `#附件1` names a place of this document; Word allows no other characters in the name of one. */
export const placeOf = (address: string): string => address.slice(1).replace(/[^\p{L}\p{N}_]/gu, '_');

/** A tab and the end of a line are elements of their own: as characters Word may take them for spaces. */
export const words = (text: string, look: IRunOptions = {}): TextRun => {
  const pieces = cleanText(text)
    .split(/(\t|\r?\n|\r)/)
    .filter((piece) => piece !== '');
  return new TextRun({ ...look, children: pieces.map(elementOf) });
};

const elementOf = (piece: string) => {
  if (piece === '\t') return new Tab();
  return /^[\r\n]+$/.test(piece) ? new CarriageReturn() : piece;
};

/** Printed as any other text: an official document shows no blue. */
export const linked = (address: string | undefined, run: TextRun): ParagraphChild => {
  if (!address) return run;
  if (address.startsWith('#')) return new InternalHyperlink({ anchor: placeOf(address), children: [run] });
  return new ExternalHyperlink({ link: address, children: [run] });
};

export const runs = (list: readonly Run[], look: IRunOptions = {}): readonly ParagraphChild[] =>
  list.map((run) => {
    if (typeof run === 'string') return words(run, look);
    if ('strong' in run) return words(run.strong, { ...look, bold: true });
    return linked(run.address, words(run.text, look));
  });
