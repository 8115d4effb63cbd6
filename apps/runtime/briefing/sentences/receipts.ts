import { ifAny, numberOf, type Drafting } from './drafting.js';

const kindWords = { suggestion: '代表建议', proposal: '政协提案' } as const;
export type KindWord = keyof typeof kindWords;

/** 「主合办」 only where the kind holds a joint case, else 「主办」 (semantics 51). */
export const leadWord = (drafting: Drafting, kind: KindWord): string =>
  numberOf(drafting, `year.${kind}.joint`) > 0 ? '主合办' : '主办';

interface Style {
  /** Between the roles: the years differ in it. */
  readonly joint: string;
  readonly word?: string;
  /** A role of which there is none is named all the same. */
  readonly named?: true;
}

/** 「代表建议29件（主合办6件、会办23件）」 */
export const kindByRoles = (drafting: Drafting, kind: KindWord, { joint, word, named }: Style): string => {
  const field = (role: string) => `{year.${kind}.${role}}件`;
  const roles = [
    [`${leadWord(drafting, kind)}${field('leadOrJoint')}`, `year.${kind}.leadOrJoint`],
    [`会办${field('co')}`, `year.${kind}.co`],
  ] as const;
  const said = roles.map(([clause, name]) => (named ? clause : ifAny(drafting, name, clause)));
  const own = ifAny(drafting, `year.${kind}.none`, `区办${field('none')}`);
  const parts = [...said, own].filter((part) => part !== '');
  return `${word ?? kindWords[kind]}{year.${kind}}件${parts.length > 0 ? `（${parts.join(joint)}）` : ''}`;
};
