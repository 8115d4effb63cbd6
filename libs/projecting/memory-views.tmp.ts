import { Refusal } from '#libs/kernel/refusal.js';
import type { Checkpoint, Generation, ViewDocument, ViewStore } from '#libs/view-store/port.js';
const stale = () => new Refusal('views.stale-commit', { zh: '', en: '' });
const gone = () => new Refusal('views.gone', { zh: '', en: '' });
interface Row { generation: Generation; checkpoint: Checkpoint | null; live: boolean; docs: Map<string, Map<string, string>> }
export const memoryViews = (): ViewStore => {
  let rows: Row[] = [];
  const row = (g: Generation) => {
    const found = rows.find((r) => r.generation.number === g.number && r.generation.projection === g.projection);
    if (!found) throw gone();
    return found;
  };
  const all = (g: Generation, c: string) => [...(row(g).docs.get(c)?.values() ?? [])].map((t) => JSON.parse(t) as ViewDocument);
  const match = (d: ViewDocument, f: object) => Object.entries(f).every(([k, v]) => d[k] === v);
  return {
    createGeneration: async (projection, version, collections) => {
      const number = Math.max(0, ...rows.filter((r) => r.generation.projection === projection).map((r) => r.generation.number)) + 1;
      const generation = { projection, version, number };
      rows.push({ generation, checkpoint: null, live: false, docs: new Map(collections.map((c) => [c.name, new Map()])) });
      return generation;
    },
    generations: async (p) => rows.filter((r) => r.generation.projection === p).map(({ generation, checkpoint, live }) => ({ generation, checkpoint, live })),
    dropGeneration: async (g) => { rows = rows.filter((r) => !(r.generation.number === g.number && r.generation.projection === g.projection)); },
    checkpoint: async (g) => row(g).checkpoint,
    commit: async ({ generation, expected, checkpoint, changes, promote }) => {
      const r = row(generation);
      if (r.checkpoint?.position !== expected?.position) throw stale();
      for (const { collection, id, document } of changes) {
        const m = r.docs.get(collection)!;
        if (document) m.set(id, JSON.stringify(document));
        else m.delete(id);
      }
      r.checkpoint = checkpoint;
      if (promote) {
        for (const o of rows) if (o.generation.projection === generation.projection && o.generation.version === generation.version) o.live = o === r;
      }
    },
    load: async (g, c, ids) => new Map(all(g, c).filter((d) => ids.includes(d._id)).map((d) => [d._id, d])),
    find: async (g, c, f) => all(g, c).filter((d) => match(d, f)),
    count: async (g, c, f) => all(g, c).filter((d) => match(d, f)).length,
    close: async () => undefined,
  };
};
