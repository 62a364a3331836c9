import type { Answer } from '../../api/FinopsClient';
import type { Links } from '../../filters/useLinks';
import { oneOf, ORDERS, thresholdOf } from './orders';
import { placeOf } from './useRankingColumns';

it.each([
  ['growth', 'growth'],
  [undefined, 'cost'],
  ['by-magic', 'cost'],
])('an address that says %s means %s', (said, meant) => {
  expect(oneOf(ORDERS, said)).toBe(meant);
});

it.each([
  [undefined, 100],
  ['0', 0],
  ['2500', 2500],
  ['-3', 100],
  ['much', 100],
])('a threshold of %s is %s', (said, meant) => {
  expect(thresholdOf(said)).toBe(meant);
});

const LINKS = {
  gaps: () => 'gaps',
  domain: id => `domain ${id}`,
  family: id => `family ${id}`,
  product: (id, trail) => `product ${id} of ${trail?.family}`,
  application: id => `application ${id}`,
} as Links; // what a line can lead to

type Line = Answer<'/v1/local/rankings'>['data'][number];

const LINE = {
  reserved: false,
  domainId: 'open',
  domainLabel: 'Open',
  familyId: 'servers',
  familyLabel: 'Servers',
  productId: 'aix',
  productLabel: 'AIX server',
} as Line; // its figures say nothing of its place

it.each([
  ['a product', 'product', {}, 'AIX server', 'product aix of servers'],
  ['a family', 'family', {}, 'Servers', 'family servers'],
  [
    'costs of an INDIRECT domain',
    'family',
    { reserved: true, familyId: '(none)', familyLabel: '(none)' },
    'Open',
    'domain open',
  ],
  [
    'what has no product',
    'product',
    { reserved: true, productId: 'unmapped', productLabel: 'Unmapped' },
    'Unmapped',
    'gaps',
  ],
] as const)(
  '%s leads to where more is said of it',
  (_, by, of, label, href) => {
    expect(placeOf({ ...LINE, ...of }, by, LINKS)).toEqual({ label, href });
  },
);
