import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLOURS, coloursOf } from './palette';

const IDS = [
  'public_cloud',
  'private_cloud',
  'open',
  'containers',
  'cube',
  'messaging',
  'telephony',
  'quality',
];

it('gives each its own, whatever the order', () => {
  const colours = coloursOf(IDS);
  expect(new Set(colours.values()).size).toBe(IDS.length);
  expect(coloursOf([...IDS].reverse())).toEqual(colours);
});

it('leaves most as they are when one is added', () => {
  const [before, after] = [coloursOf(IDS), coloursOf([...IDS, 'artifacts'])];
  expect(
    IDS.filter(id => before.get(id) !== after.get(id)).length,
  ).toBeLessThanOrEqual(1);
});

it('uses them again when there are not enough', () => {
  const many = Array.from(
    { length: COLOURS.length + 3 },
    (_, index) => `domain_${index}`,
  );
  expect(coloursOf(many).size).toBe(many.length);
});

/** WCAG's contrast of two colours written as #rrggbb. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map(at => parseInt(colour.slice(at, at + 2), 16) / 255)
      .map(part =>
        part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
      );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort(
    (a, b) => a - b,
  );
  return (light + 0.05) / (dark + 0.05);
}

it.each([
  [':root', '#ffffff'],
  ["[data-theme-mode='dark']", '#424242'],
])('can be seen on the cards of %s', (theme, card) => {
  const rule =
    readFileSync(join(__dirname, 'palette.css'), 'utf8')
      .split(theme)[1]
      ?.split('}')[0] ?? '';
  const colours = [
    ...rule.matchAll(/--finops-series-\w+: (#[0-9a-f]{6})/g),
  ].map(match => match[1] ?? '');
  expect(colours).toHaveLength(COLOURS.length + 1);
  expect(colours.filter(colour => contrast(colour, card) < 3)).toEqual([]);
});
