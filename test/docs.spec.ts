import { existsSync } from 'node:fs';
import { aggregates, commandsOf, knownTypes } from '#apps/runtime/catalog.js';
import { caseFieldLabels } from '#libs/cases/field-labels.js';
import * as vocabulary from '#libs/cases/vocabulary.js';
import { briefingKinds } from '#libs/office/briefing-bodies.js';
import { definitions } from '#libs/statistics/definitions/table.js';
import { grains } from '#libs/statistics/grains.js';
import { codeIn, linksOf, pageOf, pages, quotedPaths, sectionOf } from './support/pages.js';

describe.each(pages.map((page) => [page.file, page] as const))('%s', (_, page) => {
  it('links to what is there', () => {
    expect(linksOf(page).filter((target) => !existsSync(target))).toEqual([]);
  });

  it('quotes paths of files that are there', () => {
    const missing = quotedPaths(page).filter(({ places }) => !places.some((place) => existsSync(place)));
    expect(missing.map(({ code }) => code)).toEqual([]);
  });

  it('names nothing outside this repository', () => {
    expect(page.prose.match(/\.\.\/(shared|seeds)|(^|[\s`(])\/(work|home|tmp)\//g)).toBeNull();
  });
});

describe('docs/domain.md and the code', () => {
  const domain = pageOf('docs/domain.md').prose;
  const toCome = sectionOf(domain, '### 3.3');
  const said = domain.replace(toCome, '');
  const names = (text: string) => [...new Set(text.match(/\b[A-Z][a-z]+(?:[A-Z][a-z]+)+\b/g) ?? [])];
  const commands = aggregates.flatMap((aggregate) => Object.keys(commandsOf(aggregate)));
  const coded = new Set([...knownTypes, ...commands]);

  it('every event and command it names is one, or is said to come', () => {
    expect(names(said).filter((name) => !coded.has(name) && !toCome.includes(name))).toEqual([]);
  });

  it('what it says is to come is not there yet', () => {
    const figures = definitions.map(({ id }) => id);
    expect(
      [...names(toCome), ...(toCome.match(/\bN\d+\b/g) ?? [])].filter(
        (name) => coded.has(name) || figures.includes(name),
      ),
    ).toEqual([]);
  });

  it('every event of this release is in it', () => {
    expect(knownTypes.filter((type) => !domain.includes(type))).toEqual([]);
  });

  it('every command a person gives on a case is in it', () => {
    const given = Object.entries(commandsOf(aggregates[0]!)).filter(([, { by }]) => by.length > 0);
    expect(given.map(([name]) => name).filter((name) => !domain.includes(name))).toEqual([]);
  });

  it('every code word of the glossary is a word of the code', () => {
    const words = new Set<string>([
      ...Object.values(vocabulary).flat().map(String),
      ...Object.keys(caseFieldLabels),
      ...Object.values(grains).flatMap((columns) => Object.keys(columns)),
      ...Object.keys(grains),
      ...briefingKinds,
      ...aggregates.map(({ name }) => name),
      ...['ledger', 'identity', 'activity', 'validAt', 'knownAt', 'Case'],
    ]);
    const verbs = [...coded].map((name) => name[0]!.toLowerCase() + name.slice(1));
    const isWord = (word: string) => words.has(word) || [...verbs].some((verb) => startsWord(verb, word));
    const glossary = sectionOf(domain, '## 1.')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split('|')[2]!);
    const quoted = codeIn(glossary.join('\n')).flatMap((code) => code.match(/[A-Za-z-]+/g) ?? []);
    expect(quoted.length).toBeGreaterThan(60);
    expect(quoted.filter((word) => !isWord(word) && !codeIn(toCome).includes(word))).toEqual([]);
  });

  it('every definition is in its table of figures', () => {
    const told = sectionOf(domain, '## 7.');
    const isTold = (id: string) => new RegExp(`\\b${id.replace('.', '\\.')}\\b`).test(told);
    expect([...new Set(definitions.map(({ id }) => id))].filter((id) => !isTold(id))).toEqual([]);
  });

  it('every figure of its table has a definition, or is said to come; N18 is a comparison of two readings', () => {
    const ids = new Set(definitions.map(({ id }) => id));
    const named = sectionOf(domain, '## 7.').match(/\bN\d+[a-z]?\b/g) ?? [];
    const missing = [...new Set(named)].filter((id) => !ids.has(id) && id !== 'N18' && !toCome.includes(id));
    expect(missing).toEqual([]);
  });
});

/** `assign` begins `assignCase`, and `register` is no beginning of `registered`. */
const startsWord = (name: string, word: string): boolean =>
  name.startsWith(word) && (name.length === word.length || /[A-Z]/.test(name[word.length]!));
