/* eslint-disable no-restricted-imports -- the test reads the runbook's words, which the plugin does not ship with */
import { readFileSync } from 'fs';
import { resolve } from 'path';
import { ADVICE } from './runbook';
import french from './runbook.fr';

const ROOT = resolve(__dirname, '../../../../../../..');
const toml = readFileSync(
  resolve(ROOT, 'shared/finops_runtime/oncall/advice.toml'),
  'utf8',
);

it('says what the runbook says, for every code that a run can end with', () => {
  const runbook = Object.fromEntries(
    [...toml.matchAll(/^\[(\w+)\]\n(?:.+\n)*?todo = "(.*)"$/gm)].map(
      ([, code, todo]) => [code, todo?.replaceAll("'", '’')],
    ),
  );
  expect(Object.keys(runbook).length).toBeGreaterThan(30);
  expect(ADVICE).toEqual(runbook);
  expect(Object.keys(french)).toEqual(Object.keys(ADVICE));
});
