import type { Block, Content, Paragraph } from '#libs/documents/content.js';
import type { ContentRequest } from '#libs/office/briefing-context.js';
import type { Figure } from '#libs/office/briefing-events.js';
import { paragraphsOf } from '../prose.js';
import type { Drafting } from '../sentences/drafting.js';
import { footOf, headOf, signatureOf, usualLetterhead } from './letterhead.js';

/** What is printed; when it was issued and where its figures come from is the event's to say. */
export type Page = Omit<Content, 'issuedAt' | 'provenance'>;

/** A draft with all that people have said about it. */
export interface Paging {
  readonly drafting: Drafting;
  readonly request: ContentRequest;
  /** The figures that are frozen. */
  readonly figures: readonly Figure[];
}

/** The edited words of a block, else the drafted ones. */
export const wordsOf = (drafted: string, edited: string | undefined, { fields }: Drafting): readonly Paragraph[] =>
  paragraphsOf(edited ?? drafted, fields);

export const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });

/** Everything around the text. */
export const framed = ({ drafting, request }: Paging, body: Pick<Page, 'title' | 'blocks'> & Partial<Page>): Page => {
  const { point } = drafting;
  const letterhead = request.letterhead ?? usualLetterhead(point.kind);
  const { issuedOn } = request;
  return {
    head: headOf(letterhead, point, issuedOn),
    ...(letterhead.recipients?.length ? { recipients: [...letterhead.recipients] } : {}),
    ...signatureOf(letterhead, issuedOn),
    ...(letterhead.note ? { note: letterhead.note } : {}),
    foot: footOf(letterhead, issuedOn),
    author: letterhead.organ,
    ...body,
  };
};

export const present = <T>(items: readonly (T | undefined)[]): readonly T[] =>
  items.filter((item) => item !== undefined);
