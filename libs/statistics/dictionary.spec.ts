import fc from 'fast-check';
import { Dictionary, unknownCode } from './dictionary.js';

/** Texts like ids, nearly like ids, and like words. */
const text = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
  fc.uuid().map((id) => id.replace('-', '0')),
  fc.constantFrom('', 'lead', '区交通委', '6f1c2a34-8f0e-5c1b-9a55-0c3a8f1d2e7g'),
);

describe('a dictionary', () => {
  it('gives each text one code, in order, and the text back, ids too', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 2_500 }), (texts) => {
        const dictionary = new Dictionary();
        const unique = [...new Set(texts)];
        texts.forEach((each) => dictionary.add(each));
        expect(dictionary.from(0)).toEqual(unique);
        expect(unique.map((each) => dictionary.code(each))).toEqual(unique.map((_, code) => code));
        expect(dictionary.code('never met')).toBe(unknownCode);
      }),
      { numRuns: 30 },
    );
  });

  it('forgets the codes a page brought that was given up, and gives them anew', () => {
    fc.assert(
      fc.property(fc.uniqueArray(text, { minLength: 2, maxLength: 300 }), fc.nat(), (texts, at) => {
        const kept = at % texts.length;
        const dictionary = new Dictionary();
        texts.forEach((each) => dictionary.add(each));
        dictionary.truncate(kept);
        expect(texts.map((each) => dictionary.code(each))).toEqual(
          texts.map((_, code) => (code < kept ? code : unknownCode)),
        );
        texts.toReversed().forEach((each) => dictionary.add(each));
        expect(dictionary.from(0)).toEqual([...texts.slice(0, kept), ...texts.slice(kept).reverse()]);
      }),
    );
  });
});
