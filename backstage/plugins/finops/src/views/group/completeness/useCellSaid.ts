import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from '../../../figures/useFormats';
import { groupTranslationRef } from '../translation';
import { stateOf, type ExpectedMonth } from './calendar';

export interface Said {
  /** "South, November 2026: late". */
  title: string;
  /** When it had to come, when it came, and what is not in it. */
  facts: string[];
}

/** A month of an entity in words: what its cell's colour and shape stand for. */
export function useCellSaid(): (month: ExpectedMonth) => Said {
  const { t } = useTranslationRef(groupTranslationRef);
  const formats = useFormats();
  return month => {
    const facts: string[] = [
      t('completeness.cutOff', { time: formats.time(month.cutOffAt) }),
    ];
    if (month.publishedAt) {
      facts.push(
        t('completeness.receivedAt', {
          time: formats.time(month.publishedAt),
        }),
      );
      if (month.isLate) {
        facts.push(t('completeness.cameLate'));
      }
    }
    if (month.missing.length > 0) {
      facts.push(
        t('completeness.lacks', {
          domains: month.missing.map(({ domainId }) => domainId).join(', '),
        }),
      );
    }
    if (month.lastStatus === 'REFUSED') {
      facts.push(t('completeness.refused', { error: month.lastError ?? '?' }));
    }
    return {
      title: t('completeness.cell', {
        entity: month.entityLabel,
        month: formats.month(month.period),
        state: t(`completeness.states.${stateOf(month)}`),
      }),
      facts,
    };
  };
}
