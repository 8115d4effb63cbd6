import { readFileSync } from 'node:fs';
import { variables } from '#apps/runtime/config.js';

const commandsIn = (text: string): readonly string[] => text.match(/^npm [^#\n]*/gm)?.map((line) => line.trim()) ?? [];
const [english, chinese] = ['README.md', 'README.zh.md'].map((file) => readFileSync(file, 'utf8'));

it('both READMEs give the same commands', () => {
  expect(commandsIn(english!)).toEqual(commandsIn(chinese!));
});

it('both READMEs list every variable with its default', () => {
  for (const { name, fallback } of variables)
    for (const text of [english!, chinese!])
      expect(text).toMatch(new RegExp(`\\| \`${name}\` \\| \`${fallback || '\\('}`));
});
