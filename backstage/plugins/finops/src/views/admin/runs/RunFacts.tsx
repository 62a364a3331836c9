import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Link } from '@backstage/ui';
import { useDomains } from '../../../charts/useDomains';
import { useFormats } from '../../../figures/useFormats';
import { useLinks } from '../../../filters/useLinks';
import { Facts } from '../Facts';
import type { RunReport } from './runMarks';
import { runsTranslationRef } from './translation';
import { useSaid } from './useSaid';

/** What was asked, by whom, and what came of it. */
export function RunFacts({ run }: { run: RunReport }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const formats = useFormats();
  const domains = useDomains();
  const said = useSaid();
  const time = (at: string | null) => at && formats.time(at);
  return (
    <Card>
      <CardBody>
        <Facts
          facts={[
            [t('trigger'), t(`triggers.${run.triggerType}`)],
            [t('by'), run.requestedBy],
            [t('why'), run.reason],
            [t('months'), said.months(run.periods)],
            [
              t('domains'),
              run.domains.map(domains.label).join(', ') || t('allDomains'),
            ],
            [t('origin'), run.origin === 'raw' ? t('origins.raw') : null],
            [t('forced'), run.force ? t('forcedHint') : null],
            [t('requestedAt'), formats.time(run.requestedAt)],
            [t('endedAt'), time(run.endedAt)],
            [
              t('duration'),
              run.seconds === null ? null : said.duration(Number(run.seconds)),
            ],
            [
              t('rows'),
              run.status === 'SUCCESS' && !run.dryRun
                ? formats.exact(run.recordsInserted)
                : null,
            ],
            [
              t('generation'),
              run.generation === null ? null : formats.exact(run.generation),
            ],
            [t('version'), run.version],
            [t('resumes'), run.resumes && <Other runId={run.resumes} />],
            [t('resumedBy'), run.resumedBy && <Other runId={run.resumedBy} />],
          ]}
        />
      </CardBody>
    </Card>
  );
}

function Other({ runId }: { runId: string }) {
  const links = useLinks();
  return <Link href={links.admin(`runs/${runId}`)}>{runId}</Link>;
}
