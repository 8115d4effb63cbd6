import { definitionOf } from '#libs/statistics/definitions/table.js';
import { figuresOfSet, setOf } from './figure-sets.js';
import { FigureReader, type FiguresPoint } from './figures.js';

const at = { validAt: '2015-02-28', knownAt: 1, policies: {} };
const readerAt = (point: FiguresPoint) => new FigureReader(undefined as never, undefined as never, point);

describe('the definitions a briefing is read by (engine 38)', () => {
  it('are the newest while it is drafted', () => {
    const newest = definitionOf('N3');
    expect(newest.version).toBeGreaterThan(1);
    expect(readerAt(at).idOf('N3')).toBe(`N3@${newest.version}`);
  });

  it('are its own once it is issued, whatever came later; a version that is named is taken as named', () => {
    const issued = readerAt({ ...at, definitions: ['N1@1', 'N3@1'] });
    expect([issued.idOf('N3'), issued.idOf('N3@2'), issued.idOf('N1')]).toEqual(['N3@1', 'N3@2', 'N1@1']);
  });

  it('are named without a version in every list, so that no list holds on to an old one', () => {
    const asked: string[] = [];
    const figures = { row: (row: { figures: readonly string[] }) => (asked.push(...row.figures), []) };
    for (const kind of ['bimonthly', 'annual'] as const)
      figuresOfSet(setOf(kind), { ...at, kind, from: '2015-01-01', until: '2015-03-01', figures } as never);
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter((name) => name.includes('@'))).toEqual([]);
    for (const name of asked) expect(definitionOf(name)).toBeDefined();
  });
});
