import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import type { RunReport } from './runMarks';
import styles from './runs.module.css';
import { runsTranslationRef } from './translation';

/** How far a run is that is under way. */
export function RunProgress({ run }: { run: RunReport }) {
  const { t } = useTranslationRef(runsTranslationRef);
  const { stepsEnded, stepsPlanned, phase } = run;
  const said = phase ? t(`progress.${phase}`) : t('progress.waiting');
  const steps = t('stepsOf', {
    ended: String(stepsEnded),
    planned: String(stepsPlanned),
  });
  return (
    <Card>
      <CardBody>
        <Flex justify="between" gap="3" style={{ flexWrap: 'wrap' }}>
          <Text>{said}</Text>
          {stepsPlanned > 0 && <Text color="secondary">{steps}</Text>}
        </Flex>
        <progress
          className={styles.progress}
          aria-label={said}
          max={stepsPlanned || undefined}
          value={stepsPlanned > 0 ? stepsEnded : undefined}
        />
      </CardBody>
    </Card>
  );
}
