import { coloursOf } from '../../charts/palette';
import { history } from './history.testdata';
import { indexed, linesOf, seriesColours } from './lines';

const cost = (amount: number | null) => ({ cost: amount });

it.each([
  ['the first known', [null, 50, 75], [null, 100, 150]],
  ['the first above nothing', [0, 20, null, 10], [0, 100, null, 50]],
  ['nothing, when none is known', [null, null], [null, null]],
])('compares with %s', (_, costs, expected) => {
  expect(indexed(costs.map(cost))).toEqual(expected);
});

it('keeps the order of the choice, one series of several views side by side', () => {
  const answers = ['actual', 'standard'].map(view =>
    history(view, [
      { level: 'domain', id: 'open', label: 'Open' },
      { level: 'domain', id: 'cloud', label: 'Cloud' },
    ]),
  );
  const chosen = ['cloud', 'open'].map(id => ({
    level: 'domain' as const,
    id,
  }));
  expect(linesOf(answers, chosen).map(line => line.id)).toEqual([
    'domain:cloud@actual',
    'domain:cloud@standard',
    'domain:open@actual',
    'domain:open@standard',
  ]);
});

it('calls INDIRECT costs by their domain, and tells those of two domains apart', () => {
  const answer = history('actual', [
    { level: 'family', id: '(none)', label: '(none)', domain: 'Support' },
    { level: 'family', id: '(none)', label: '(none)', domain: 'Workplace' },
  ]);
  const lines = linesOf([answer], []);
  expect(lines.map(line => line.label)).toEqual(['Support', 'Workplace']);
  expect(new Set(lines.map(line => line.id)).size).toBe(2);
});

it('gives a domain its own colour and no other series the same', () => {
  const ofDomains = coloursOf(['open', 'cloud']);
  const lines = linesOf(
    [
      history('actual', [
        { level: 'domain', id: 'open', label: 'Open' },
        { level: 'domain', id: 'cloud', label: 'Cloud' },
        ...Array.from({ length: 8 }, (_, index) => ({
          level: 'application' as const,
          id: `APM${index}`,
          label: `Application ${index}`,
        })),
      ]),
    ],
    [],
  );
  const colour = seriesColours(lines, id => ofDomains.get(id) ?? '');
  expect(colour(lines[0]!)).toBe(ofDomains.get('open'));
  expect(new Set(lines.map(colour)).size).toBe(10);
});
