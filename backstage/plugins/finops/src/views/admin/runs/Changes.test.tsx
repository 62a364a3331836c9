import { screen } from '@testing-library/react';
import { LosslessNumber } from 'lossless-json';
import { renderView } from '../../../__testUtils__/renderView';
import { Changes, type Change } from './Changes';
import type { RunReport } from './runMarks';

const SAME: Change = {
  domainId: 'open',
  domainLabel: 'Open',
  period: '2026-10',
  rowsBefore: 10,
  rowsAfter: 10,
  rowsDelta: 0,
  costBefore: 100,
  costAfter: 100,
  costDelta: 0,
  currency: 'EUR',
  applicationsChanged: 0,
  quantities: [{ metric: 'VCPU_MONTH', before: 4, after: 4, delta: 0 }],
};

const MORE: Change = {
  ...SAME,
  domainId: 'public_cloud',
  domainLabel: 'Public cloud',
  rowsAfter: 322,
  rowsDelta: 312,
  costAfter: 310.55,
  costDelta: new LosslessNumber('210.5500000000000001'),
  applicationsChanged: 3,
};

const REPORT = {
  report: {
    slices: [
      { pricing: [{ pricing_view_id: 'actual', unpriced: 2 }] },
      {
        pricing: [
          { pricing_view_id: 'actual', unpriced: 1 },
          { pricing_view_id: 'plan', unpriced: 0 },
        ],
      },
    ],
  },
} as unknown as RunReport; // the sentences read nothing else of a run

const SLOW_MS = 60_000;

it(
  'says what would change in words, what would not in one, and what would have no price',
  async () => {
    renderView(<Changes run={REPORT} changes={[SAME, MORE]} />);
    const said = await screen.findAllByRole('listitem');
    expect(said.map(({ textContent }) => textContent)).toEqual([
      'Public cloud, October 2026: +312 rows, +210.55 EUR; 3 applications change by more than 10%',
      '1 domain and month stays as it is',
      '3 rows would have no price in actual',
    ]);
  },
  SLOW_MS,
);

it(
  'takes a cost that becomes unknown for a change',
  async () => {
    const unknown = { ...SAME, costAfter: null, costDelta: null };
    renderView(<Changes run={REPORT} changes={[unknown]} />);
    expect(
      await screen.findByText('Open, October 2026: 0 rows, cost unknown'),
    ).toBeInTheDocument();
  },
  SLOW_MS,
);
