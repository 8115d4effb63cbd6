import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** Every sentence and name in Chinese that stands in a table beside an English one. */
const chinese = (file: string): readonly string[] => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'zh' && ts.isStringLiteralLike(node.initializer))
      found.push(node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const halfWidth = /[\u4e00-\u9fff”」）}][,;:!?(]|[,;:!?)(][\u4e00-\u9fff“「]/;
const files = globSync(['apps/**/*.ts', 'libs/**/*.ts', 'projections/**/*.ts']).filter(
  (file) => !file.endsWith('spec.ts'),
);

it('Chinese sentences use Chinese stops', () => {
  const sentences = files.flatMap((file) => chinese(file).map((text) => `${file}: ${text}`));
  expect(sentences.length).toBeGreaterThan(300);
  expect(sentences.filter((sentence) => halfWidth.test(sentence.slice(sentence.indexOf(': ') + 2)))).toEqual([]);
});
