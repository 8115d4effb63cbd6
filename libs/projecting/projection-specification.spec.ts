import { documentProjection } from './document-projection.js';
import type { Projection } from './port.js';
import { specifyProjection } from './projection-specification.js';
import { letter, tallies, withdrawal } from './scenario.js';

const given = specifyProjection(tallies());

const odd = (evolve: (view: { _id: string; n?: unknown; m?: unknown }) => { _id: string }): Projection =>
  documentProjection({
    name: 'odd',
    version: 1,
    handles: ['LetterReceived'],
    collection: { name: 'odd', indexes: [] },
    key: () => 'one',
    initial: (_id) => ({ _id }),
    evolve,
  });

describe('specifying a projection', () => {
  it('says what a history comes to', async () => {
    await given(letter('b'), letter('a'), letter('b'), withdrawal('a')).then([{ _id: 'b', count: 2, seqs: [1, 3] }]);
    await given().then([]);
  });

  it('fails for another view', async () => {
    await expect(given(letter('a')).then([])).rejects.toThrow();
  });

  it('fails for a projection whose pages show in its documents', async () => {
    let calls = 0;
    const impure = odd((view) => ({ ...view, n: (calls += 1) }));
    await expect(specifyProjection(impure)(letter('a'), letter('b')).documents()).rejects.toThrow();
    const unstored = odd(({ _id, n }) => ({ _id, n: n ? { ...n, m: 1, l: 1 } : { m: undefined, l: 1 } }));
    await expect(specifyProjection(unstored)(letter('a'), letter('b')).documents()).rejects.toThrow();
  });

  it('fails for a fold that writes into a stored document', async () => {
    const careless = odd((view) => ({ ...view, n: Object.assign((view.n as object) ?? {}, { m: view.m }) }));
    await expect(specifyProjection(careless)(letter('a'), letter('b')).documents()).rejects.toThrow('threw at e2');
  });

  it('names a collection that is not declared', async () => {
    await expect(given(letter('a')).documents('others')).rejects.toThrow('declares no collection others');
  });
});
