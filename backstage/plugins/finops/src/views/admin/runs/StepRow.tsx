import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useFormats } from '../../../figures/useFormats';
import { StatusMark, type Mark } from '../../../states/StatusMark';
import { STEP_MARKS, type RunStep, type StepState } from './runMarks';
import styles from './runs.module.css';
import { StepDetails } from './StepDetails';
import type { Place } from './span';
import { runsTranslationRef } from './translation';
import { useSaid } from './useSaid';

const COLUMNS = 8;

interface StepRowProps {
  step: RunStep;
  state: StepState;
  place: Place | null;
}

/** One step; what went wrong in it is open from the beginning. */
export function StepRow({ step, state, place }: StepRowProps) {
  const { t } = useTranslationRef(runsTranslationRef);
  const formats = useFormats();
  const said = useSaid();
  const [chosen, setChosen] = useState<boolean>();
  const open = chosen ?? Boolean(step.error);
  const month = formats.shortMonth(step.period);
  const label = t('details', { domain: step.domainLabel, month });
  return (
    <>
      <tr>
        <th scope="row">
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={label}
            aria-expanded={open}
            icon={open ? <RiArrowDownSLine /> : <RiArrowRightSLine />}
            onPress={() => setChosen(!open)}
          />
          {step.domainLabel}
        </th>
        <td>
          {month}
          {step.isLate && (
            <Text variant="body-x-small" color="secondary">
              {' '}
              {t('late')}
            </Text>
          )}
        </td>
        <td>
          <StatusMark
            mark={STEP_MARKS[state]}
            label={t(`stepStates.${state}`)}
          />
        </td>
        <td>{formats.exact(step.rows)}</td>
        <td>{formats.exact(step.rejects)}</td>
        <td>{formats.exact(Math.max(step.attempts - 1, 0))}</td>
        <td>
          {step.seconds === null ? null : said.duration(Number(step.seconds))}
        </td>
        <td>
          {step.adoptedFrom ? (
            <Text color="secondary">{t('adopted')}</Text>
          ) : (
            <Bar mark={STEP_MARKS[state]} place={place} />
          )}
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={COLUMNS}>
            <StepDetails step={step} />
          </td>
        </tr>
      )}
    </>
  );
}

/** When in the run: drawn; the time itself stands beside it. */
function Bar({ mark, place }: { mark: Mark; place: Place | null }) {
  return (
    <div className={styles.track} aria-hidden>
      {place && (
        <span
          data-mark={mark}
          style={{
            insetInlineStart: `${place.start}%`,
            width: `max(3px, ${place.width}%)`,
          }}
        />
      )}
    </div>
  );
}
