import { screen } from '@testing-library/react';
import { answers, withApi } from '../__testUtils__/api';
import { published } from '../__testUtils__/published';
import { renderView } from '../__testUtils__/renderView';
import { Freshness, type PublishedMeta } from './Freshness';

withApi();

const SOUND: PublishedMeta = {
  period: '2026-11',
  asOf: '2026-11-20T02:04:11Z',
  complete: true,
  missing: [],
};
const MISSING = {
  domainId: 'public_cloud',
  domainLabel: 'Public cloud',
  period: '2026-11',
  since: '2026-11-19T02:00:00Z',
  reason: 'source_unavailable',
};
const FAILED = {
  runId: 'r',
  status: 'FAILED' as const,
  phase: 'STAGING' as const,
  triggerType: 'CRON' as const,
  periods: ['2026-11'],
  startedAt: '2026-11-20T02:00:00Z',
  endedAt: '2026-11-20T02:10:00Z',
  generation: null,
  errorCode: 'source_refused',
};

async function said(
  meta: PublishedMeta,
  status = published(),
): Promise<string> {
  answers('/v1/local/status', status);
  renderView(<Freshness meta={meta} />);
  await screen.findByRole('status');
  return screen.getByRole('status').textContent ?? '';
}

it('says when a month was published, and that it is whole', async () => {
  expect(await said(SOUND)).toMatch(
    /^November 2026, published .*2026.*complete$/,
  );
});

it('says what is missing, since when and why', async () => {
  const text = await said({ ...SOUND, complete: false, missing: [MISSING] });
  expect(text).toMatch(
    /Public cloud is missing for November 2026 since .*2026.* \(source_unavailable\)/,
  );
  expect(text).not.toContain('complete');
});

it.each([
  [
    'a month that nothing has published',
    { ...SOUND, asOf: null, complete: false },
    /November 2026 is not published yet/,
  ],
  [
    'a module that has published nothing',
    { ...SOUND, period: null, asOf: null },
    /Nothing is published yet/,
  ],
  [
    'a range',
    { ...SOUND, period: null, from: '2026-01', to: '2026-11' },
    /January 2026 to November 2026/,
  ],
])('says it of %s', async (_, meta, expected) => {
  expect(await said(meta)).toMatch(expected);
});

it('says that the last run failed', async () => {
  await said(SOUND, published({ lastRun: FAILED }));
  expect(
    await screen.findByText(/The last run failed \(source_refused\)/),
  ).toBeVisible();
});
