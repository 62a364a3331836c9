import type { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiLoopRightLine,
} from '@remixicon/react';
import type { components } from '../api/schema';
import { useRead } from '../api/useRead';
import { useFormats } from '../figures/useFormats';
import styles from './states.module.css';
import { statesTranslationRef } from './translation';

type Missing = components['schemas']['Missing'];

/** What every answer with costs says of when it is. */
export interface DatedMeta {
  period: string | null;
  from?: string | null;
  to?: string | null;
  asOf: string | null;
  complete: boolean;
}

/** What those of an entity say of themselves. */
export interface PublishedMeta extends DatedMeta {
  missing: Missing[];
}

/** When the figures were published and whether they are whole: said with words and a shape, not by colour alone. */
export function Freshness({ meta }: { meta: PublishedMeta }) {
  const lacking = useLacking(meta.missing);
  return (
    <FreshnessLine meta={meta} lacking={lacking}>
      <LastRun />
    </FreshnessLine>
  );
}

interface FreshnessLineProps {
  meta: DatedMeta;
  /** What is not in the figures, where they are not complete. */
  lacking: string;
  children?: ReactNode;
}

export function FreshnessLine({ meta, lacking, children }: FreshnessLineProps) {
  const { t } = useTranslationRef(statesTranslationRef);
  return (
    <div className={styles.freshness} role="status">
      <span>{usePublished(meta)}</span>
      {meta.complete ? (
        <span className={styles.sound}>
          <RiCheckLine size={16} aria-hidden />
          {t('freshness.complete')}
        </span>
      ) : (
        <span className={styles.unsound}>
          <RiErrorWarningLine size={16} aria-hidden />
          {lacking || t('freshness.incomplete')}
        </span>
      )}
      {children}
    </div>
  );
}

function usePublished({ period, from, to, asOf }: DatedMeta): string {
  const { t } = useTranslationRef(statesTranslationRef);
  const formats = useFormats();
  const time = asOf && formats.time(asOf);
  if (time && from && to && from !== to) {
    return t('freshness.range', {
      from: formats.month(from),
      to: formats.month(to),
      time,
    });
  }
  if (time && period) {
    return t('freshness.published', { month: formats.month(period), time });
  }
  return period
    ? t('freshness.notPublished', { month: formats.month(period) })
    : t('freshness.nothing');
}

function useLacking(missing: readonly Missing[]): string {
  const { t } = useTranslationRef(statesTranslationRef);
  const formats = useFormats();
  const said = missing.map(({ domainLabel, period, since, reason }) => {
    const text = t('freshness.missing', {
      domain: domainLabel,
      month: formats.month(period),
      time: formats.time(since),
    });
    return reason ? t('freshness.reason', { text, reason }) : text;
  });
  return said.join('; ');
}

function LastRun() {
  const { t } = useTranslationRef(statesTranslationRef);
  const formats = useFormats();
  const status = useRead('/v1/local/status', {}).data?.data;
  if (status?.runningRun) {
    return (
      <span className={styles.sound}>
        <RiLoopRightLine size={16} aria-hidden />
        {t('freshness.running', {
          time: formats.time(status.runningRun.startedAt),
        })}
      </span>
    );
  }
  if (status?.lastRun?.status === 'FAILED') {
    return (
      <span className={styles.unsound}>
        <RiErrorWarningLine size={16} aria-hidden />
        {t('freshness.failed', { code: status.lastRun.errorCode ?? '?' })}
      </span>
    );
  }
  return null;
}
