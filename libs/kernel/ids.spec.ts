import fc from 'fast-check';
import { v5 } from 'uuid';
import { bodyDigest, canonical, derivedId, sha256 } from './ids.js';

it('the same parts give the same UUIDv5, other parts another one (engine 5, 6)', () => {
  expect(derivedId('actor', 'key', 0)).toBe(derivedId('actor', 'key', 0));
  expect(derivedId('actor', 'key', 0)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set([derivedId('a', 'k', 0), derivedId('a', 'k', 1), derivedId('b', 'k', 0)]).size).toBe(3);
});

it('is the UUIDv5 of RFC 9562 of the parts, whatever they are written in', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (parts) => {
      expect(derivedId(...parts)).toBe(v5(parts.join('|'), '6d0c5a4e-2b0f-5d0a-9c57-3a1f0e5b7c21'));
    }),
  );
});

it('ids of a released log never change: the namespace is part of the format', () => {
  expect(derivedId('case', 'office-1', 'k1')).toBe('5dffe4ff-8e58-54ed-b573-530c751612a6');
});

it('a digest is of the canonical form: the order of fields says nothing (engine 6)', () => {
  expect(bodyDigest({ a: 1, b: [1, 2] })).toBe(bodyDigest({ b: [1, 2], a: 1 }));
  expect(bodyDigest({ b: [2, 1] })).not.toBe(bodyDigest({ b: [1, 2] }));
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

it('canonical passes over what is absent', () => {
  expect(canonical({ b: 1, a: undefined })).toBe('{"b":1}');
  expect(canonical(undefined)).toBe('');
});
