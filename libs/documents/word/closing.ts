import { AlignmentType, Paragraph, TabStopType, type FileChild } from 'docx';
import type { Attachment, Content, Provenance, Signature } from '../content.js';
import { body, character, line, pt } from '../geometry.js';
import { cleanText, dateInWords, widthOf } from '../wording.js';
import { words } from './runs.js';
import { byName } from './styles.js';

const exact = (before: number) => ({ line, lineRule: 'exact' as const, before, after: 0 });

/** Word leaves a little room between Chinese and digits. */
const joint = 0.22 * pt(body.size);
const joints = /\p{Script=Han}(?=[\w])|[\w](?=\p{Script=Han})/gu;

/** Width of a line of the text, in twips. */
const lengthOf = (text: string): number =>
  widthOf(text) * pt(body.size) +
  [...cleanText(text)].length * pt(body.spacing) +
  (text.match(joints)?.length ?? 0) * joint;

/** 附件说明: one line below the text, the names below each other, no full stop at the end. */
const attachmentNote = (attachments: readonly Attachment[]): readonly Paragraph[] =>
  attachments.map(({ title }, index) => {
    const number = attachments.length > 1 ? `${index + 1}. ` : '';
    const label = index === 0 ? '附件：' : '';
    const start = 5 * character;
    const name = start + (number ? character : 0);
    return new Paragraph({
      ...byName.paragraph('flush'),
      spacing: exact(index === 0 ? line : 0),
      tabStops: [
        { type: TabStopType.LEFT, position: start },
        { type: TabStopType.LEFT, position: name },
      ],
      indent: { left: name, hanging: name - (index === 0 ? 2 * character : start) },
      keepNext: true,
      children: [words(`${label}${number ? `${number.trim()}\t` : ''}${title}`)],
    });
  });

/** Distances from the right edge in twips: of the organ's name, of the date. */
export const signatureIndents = (organ: string, { date, sealed }: Signature): { organ: number; date: number } => {
  // What is longer than a line goes on below it.
  const organLength = Math.min(lengthOf(organ), body.characters * character);
  const dateLength = lengthOf(dateInWords(date));
  if (sealed) return sealedIndents(organLength, dateLength);
  const own = 2 * character + organLength - 2 * character - dateLength;
  if (own >= 2 * character) return { organ: 2 * character, date: own };
  return { organ: 4 * character + dateLength - organLength, date: 2 * character };
};

/** The date four characters from the right, the organ in the middle above it; a long name moves both to the left. */
const sealedIndents = (organLength: number, dateLength: number) => {
  const organ = 4 * character + (dateLength - organLength) / 2;
  return organ >= 0 ? { organ, date: 4 * character } : { organ: 0, date: 4 * character - organ };
};

/** A seal needs room above the name; it must not stand alone on a page (never 此页无正文). */
const signatureBlock = (signature: Signature, keepNext: boolean): readonly Paragraph[] => {
  const { organs, date, sealed } = signature;
  const longest = organs.reduce((long, organ) => (widthOf(organ) > widthOf(long) ? organ : long), organs[0] ?? '');
  const at = signatureIndents(longest, signature);
  const right = (text: string, indent: number, more: object) =>
    new Paragraph({
      ...byName.paragraph('flush'),
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(indent) },
      children: [words(text)],
      ...more,
    });
  const names = organs.map((organ, index) =>
    right(organ, signatureIndents(organ, signature).organ, {
      spacing: exact(index === 0 ? (sealed ? 2 : 1) * line : 0),
      keepNext: true,
    }),
  );
  return [...names, right(dateInWords(date), at.date, { keepNext })];
};

/** 附注: in parentheses, below the date. */
const noteBlock = (note: string, keepNext: boolean): Paragraph =>
  new Paragraph({ ...byName.paragraph('body'), keepNext, children: [words(`（${note}）`)] });

/** Both times, the place in the log and the hash, so that anyone can compute the figures again. */
export const provenanceInWords = (from: Provenance): readonly string[] => {
  const { validAt, knownAt, position, definitions = [], rules, overrides = [], contentHash } = from;
  const parts = [
    `本文数字截至${dateInWords(validAt)}，以${dateInWords(knownAt)}（第${position}号记录）所知为准`,
    ...(definitions.length > 0 ? [`统计口径：${definitions.join(' ')}`] : []),
    ...(rules ? [`适用规则：${rules}`] : []),
    ...overrides.map(({ identity, reason }) => `勾稽关系“${identity}”不平，仍予印发，理由：${reason}`),
  ];
  return [`注：${parts.join('。')}。`, `内容校验（SHA-256）：${contentHash}`];
};

const provenanceBlock = (from: Provenance, keepNext: boolean): readonly Paragraph[] =>
  provenanceInWords(from).map(
    (text, index, lines) =>
      new Paragraph({
        ...byName.paragraph('provenance'),
        // Its lines stay together: none goes to the next page alone.
        keepNext: keepNext || index < lines.length - 1,
        spacing: { line: pt(16), lineRule: 'exact', before: index === 0 ? line : 0, after: 0 },
        children: [words(text)],
      }),
  );

/**
 * What follows the text. Where no attachment comes in between, all of it goes with 版记 on the last page, which is never
 * without text.
 */
export const closing = (content: Content): readonly FileChild[] => {
  const { attachments = [], signature, note, provenance } = content;
  const isHeld = attachments.length === 0;
  return [
    ...attachmentNote(attachments),
    ...(signature ? signatureBlock(signature, isHeld || Boolean(note ?? provenance)) : []),
    ...(note ? [noteBlock(note, isHeld || Boolean(provenance))] : []),
    ...(provenance ? provenanceBlock(provenance, isHeld) : []),
  ];
};
