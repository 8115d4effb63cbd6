interface Route {
  readonly method: string | readonly string[];
  readonly url: string;
}

const partsOf = (path: string): readonly string[] => path.replace(/\/$/, '').split('/');

/** `:id` stands for any one part. */
const matches = (pattern: readonly string[], parts: readonly string[]): boolean =>
  pattern.length === parts.length &&
  pattern.every((part, at) => (part.startsWith(':') ? parts[at] !== '' : part === parts[at]));

/** Which methods each address answers: what tells "not here" (404) from "not so" (405, with Allow). */
export class KnownMethods {
  private readonly routes: { readonly pattern: readonly string[]; readonly methods: readonly string[] }[] = [];

  add({ method, url }: Route): void {
    this.routes.push({ pattern: partsOf(url), methods: [method].flat() });
  }

  /** Methods of the address, sorted; none where there is no such address. */
  of(url: string): readonly string[] {
    const parts = partsOf(url.split('?', 1)[0]!);
    const found = this.routes.filter(({ pattern }) => matches(pattern, parts));
    return [...new Set(found.flatMap(({ methods }) => methods))].sort();
  }
}
